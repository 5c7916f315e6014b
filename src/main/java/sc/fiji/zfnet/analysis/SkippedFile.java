package sc.fiji.zfnet.analysis;

import java.nio.file.Path;

/**
 * A file that was skipped.
 *
 * @param file the file
 * @param reason the reason, as a sentence
 */
public record SkippedFile(Path file, String reason) {}

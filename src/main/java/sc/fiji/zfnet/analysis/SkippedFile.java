package sc.fiji.zfnet.analysis;

import java.nio.file.Path;

/**
 * A file that was passed over.
 *
 * @param file the file
 * @param reason why, in a sentence
 */
public record SkippedFile(Path file, String reason) {}

package sc.fiji.zfnet.analysis;


import sc.fiji.zfnet.picture.PictureSource;

/**
 * A file that was skipped.
 *
 * @param picture the file
 * @param reason the reason, as a sentence
 */
public record SkippedFile(PictureSource picture, String reason) {}

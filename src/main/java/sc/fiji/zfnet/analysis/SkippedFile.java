package sc.fiji.zfnet.analysis;


import sc.fiji.zfnet.picture.PictureSource;

/**
 * A file that was passed over.
 *
 * @param picture the file
 * @param reason why, in a sentence
 */
public record SkippedFile(PictureSource picture, String reason) {}

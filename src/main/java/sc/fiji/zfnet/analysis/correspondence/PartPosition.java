package sc.fiji.zfnet.analysis.correspondence;

/**
 * Where a part of an object is in a picture, such as the left eye of a dog.
 *
 * @param file name of the picture's file, with its path inside the folder of pictures
 * @param part name of the part
 * @param x column in the picture's own pixels; whole numbers are the centres of pixels
 * @param y row in the picture's own pixels
 */
public record PartPosition(String file, String part, double x, double y) {}

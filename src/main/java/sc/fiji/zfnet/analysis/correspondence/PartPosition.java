package sc.fiji.zfnet.analysis.correspondence;

/**
 * The position of an object part, such as the left eye of a dog, in a picture.
 *
 * @param file name of the picture's file, with its path inside the folder of pictures
 * @param part name of the part
 * @param x column in the picture's own pixels; whole numbers are the centres of pixels
 * @param y row in the picture's own pixels
 */
public record PartPosition(String file, String part, double x, double y) {}

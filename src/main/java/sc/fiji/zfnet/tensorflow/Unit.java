package sc.fiji.zfnet.tensorflow;

/**
 * One unit of a layer, for one picture of a batch.
 *
 * @param picture index of the picture
 * @param map index of the feature map
 * @param y row
 * @param x column
 */
public record Unit(int picture, int map, int y, int x) {}

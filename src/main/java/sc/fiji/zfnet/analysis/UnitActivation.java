package sc.fiji.zfnet.analysis;

/**
 * A unit of a feature map with its activation.
 *
 * @param map index of the feature map
 * @param x column of the unit
 * @param y row of the unit
 * @param activation its activation
 */
public record UnitActivation(int map, int x, int y, float activation) {}

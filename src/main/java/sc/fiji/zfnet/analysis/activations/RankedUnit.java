package sc.fiji.zfnet.analysis.activations;

import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.picture.PictureSource;

/**
 * One of the strongest units of a feature map over a data set.
 *
 * @param layer name of the layer
 * @param rank rank among the units of its map, from 1
 * @param picture the picture
 * @param unit the unit with its activation
 */
public record RankedUnit(String layer, int rank, PictureSource picture, UnitActivation unit) {}

package sc.fiji.zfnet.analysis.activations;

import java.nio.file.Path;
import sc.fiji.zfnet.analysis.UnitActivation;

/**
 * One of the strongest units of a feature map over a data set.
 *
 * @param layer name of the layer
 * @param rank rank among the units of its map, from 1
 * @param file the picture
 * @param unit the unit with its activation
 */
public record RankedUnit(String layer, int rank, Path file, UnitActivation unit) {}

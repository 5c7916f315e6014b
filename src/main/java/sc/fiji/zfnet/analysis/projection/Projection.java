package sc.fiji.zfnet.analysis.projection;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Region;

/**
 * A feature map projected back to the input.
 *
 * @param unit the map's strongest unit
 * @param receptiveField receptive field of the projected units, clipped to the network's input
 * @param image the projection: x, y, channel (red, green, blue) of the input's size, in the network's input units
 */
public record Projection(UnitActivation unit, Region receptiveField, RandomAccessibleInterval<FloatType> image) {}

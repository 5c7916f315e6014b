package sc.fiji.zfnet.analysis.projection;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Region;

/**
 * A feature map projected down to the input.
 *
 * @param unit the map's strongest unit
 * @param receptiveField what the projected units see of the network's input, clipped to it
 * @param image the projection: x, y, channel (red, green, blue) of the input's size, in the network's input units
 */
public record Projection(UnitActivation unit, Region receptiveField, RandomAccessibleInterval<FloatType> image) {}

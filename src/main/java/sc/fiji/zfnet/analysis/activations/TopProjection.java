package sc.fiji.zfnet.analysis.activations;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.network.Region;

/**
 * One of the strongest units over a data set, projected back to the picture that activates it.
 *
 * @param unit the unit
 * @param receptiveField its receptive field, clipped to the network's input
 * @param projection the projection there: x, y, channel (red, green, blue), in the network's input units
 * @param patch the picture there: x, y, channel (red, green, blue), in raw units 0–255
 */
public record TopProjection(RankedUnit unit, Region receptiveField, RandomAccessibleInterval<FloatType> projection,
	RandomAccessibleInterval<FloatType> patch)
{}

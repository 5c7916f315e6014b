package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Softmax over the channels of a position; downward values pass unchanged. */
public final class SoftmaxLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		sum.addRounded(probabilities(inputs.get(0), unit)[unit.channel()], roundings(inputs.get(0)));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), value);
	}

	/** The gradient by input j of the probability of class i is p(i) · (1 if i = j, else 0) − p(i) · p(j). */
	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		final PlainMaps maps = inputs.get(0);
		final double[] probabilities = probabilities(maps, unit);
		final double own = value * probabilities[unit.channel()];
		final int index = unit.index(maps.shape());
		below.get(0).addRounded(index, own, roundings(maps));
		for (int channel = 0; channel < probabilities.length; channel++)
			below.get(0).addRounded(index - unit.channel() + channel, -own * probabilities[channel], roundings(maps));
	}

	static double[] probabilities(final PlainMaps maps, final PlainUnit unit) {
		final double[] values = new double[maps.shape().channels()];
		double greatest = Double.NEGATIVE_INFINITY;
		for (int channel = 0; channel < values.length; channel++)
			greatest = Math.max(greatest, maps.at(unit.y(), unit.x(), channel));
		double all = 0;
		for (int channel = 0; channel < values.length; channel++) {
			values[channel] = Math.exp(maps.at(unit.y(), unit.x(), channel) - greatest);
			all += values[channel];
		}
		for (int channel = 0; channel < values.length; channel++)
			values[channel] /= all;
		return values;
	}

	static int roundings(final PlainMaps maps) {
		return PlainSum.POWER_ROUNDINGS + maps.shape().channels();
	}
}

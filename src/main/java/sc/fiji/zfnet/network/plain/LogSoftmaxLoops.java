package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Logarithm of softmax over the channels of a position; downward values pass unchanged. */
public final class LogSoftmaxLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainMaps maps = inputs.get(0);
		double greatest = Double.NEGATIVE_INFINITY;
		for (int channel = 0; channel < maps.shape().channels(); channel++)
			greatest = Math.max(greatest, maps.at(unit.y(), unit.x(), channel));
		double powers = 0;
		for (int channel = 0; channel < maps.shape().channels(); channel++)
			powers += Math.exp(maps.at(unit.y(), unit.x(), channel) - greatest);
		final PlainSum sum = PlainFunction.exactly(maps.at(unit));
		sum.add(-greatest);
		// A sum just above 1, whose rounding is not that of its small logarithm.
		sum.addRounded(1, SoftmaxLoops.roundings(maps));
		sum.add(-1 - Math.log(powers));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), value);
	}

	/** The gradient by input j of the logarithm of class i's probability is (1 if i = j, else 0) − p(j). */
	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		final PlainMaps maps = inputs.get(0);
		final double[] probabilities = SoftmaxLoops.probabilities(maps, unit);
		final int index = unit.index(maps.shape());
		below.get(0).add(index, value);
		for (int channel = 0; channel < probabilities.length; channel++)
			below.get(0).addRounded(index - unit.channel() + channel, -value * probabilities[channel], SoftmaxLoops.roundings(
				maps));
	}
}

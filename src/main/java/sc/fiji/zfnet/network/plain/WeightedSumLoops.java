package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Units that are sums of input values times weights of a kernel, and a bias; downward each sends its value, times the weights. */
abstract class WeightedSumLoops implements PlainLoops {

	private final boolean bias;

	/** With a bias, one for each output channel, or without. */
	WeightedSumLoops(final boolean bias) {
		this.bias = bias;
	}

	/** What is done with each weight and the input value that it is multiplied by. */
	@FunctionalInterface
	interface Term {

		void accept(int weight, int input);
	}

	/** Goes through the terms of a unit's sum, bias apart. */
	abstract void terms(PlainMaps maps, PlainUnit unit, Term term);

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		final float[] values = inputs.get(0).values();
		terms(inputs.get(0), unit, (weight, input) -> sum.add((double) weights.kernel()[weight] * values[input]));
		if (bias) sum.add(weights.bias()[unit.channel()]);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		terms(inputs.get(0), unit, (weight, input) -> below.get(0).add(input, value * weights.kernel()[weight]));
	}

	@Override
	public void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{
		final float[] values = inputs.get(0).values();
		terms(inputs.get(0), unit, (weight, input) -> kernel.add(weight, value * values[input]));
	}
}

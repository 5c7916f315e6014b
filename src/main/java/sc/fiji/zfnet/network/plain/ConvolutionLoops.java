package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Convolution; downward each unit sends its value, times the kernel, to what its window sees. */
public final class ConvolutionLoops implements PlainLoops {

	private final Convolution layer;

	/** Loops of a convolution. */
	public ConvolutionLoops(final Convolution layer) {
		this.layer = layer;
	}

	/** What is done with each weight and the input value that it is multiplied by. */
	@FunctionalInterface
	private interface Term {

		void accept(int weight, int input);
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		final float[] values = inputs.get(0).values();
		seen(inputs.get(0), unit, (weight, input) -> sum.add((double) weights.kernel()[weight] * values[input]));
		if (layer.bias()) sum.add(weights.bias()[unit.channel()]);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		seen(inputs.get(0), unit, (weight, input) -> below.get(0).add(input, value * weights.kernel()[weight]));
	}

	@Override
	public void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{
		final float[] values = inputs.get(0).values();
		seen(inputs.get(0), unit, (weight, input) -> kernel.add(weight, value * values[input]));
	}

	private void seen(final PlainMaps maps, final PlainUnit unit, final Term term) {
		final int places = layer.window().height() * layer.window().width();
		final int channels = maps.shape().channels() / layer.groups();
		final int group = unit.channel() / (layer.filters() / layer.groups()) * channels;
		maps.seen(layer.window(), unit, (place, first) -> {
			for (int channel = 0; channel < channels; channel++)
				term.accept((unit.channel() * channels + channel) * places + place, first + group + channel);
		});
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Window;

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
		final List<PlainSums> below)
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
		final Window window = layer.window();
		final int channels = maps.shape().channels() / layer.groups();
		final int first = unit.channel() / (layer.filters() / layer.groups()) * channels;
		for (int row = 0; row < window.height(); row++) {
			final int y = unit.y() * window.strideY() - window.padding().top() + row * window.dilationY();
			for (int column = 0; column < window.width(); column++) {
				final int x = unit.x() * window.strideX() - window.padding().left() + column * window.dilationX();
				if (!maps.has(y, x)) continue;
				final int input = (y * maps.shape().width() + x) * maps.shape().channels() + first;
				for (int channel = 0; channel < channels; channel++)
					term.accept(((unit.channel() * channels + channel) * window.height() + row) * window.width() + column, input +
						channel);
			}
		}
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.ConvolutionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Convolution (without flipping the kernel, as networks do), padded with zeros. Kernel: filters × (input channels /
 * groups) × height × width.
 *
 * @param filters number of output maps
 * @param window size, stride, padding and dilation
 * @param groups number of groups that input and output channels are divided into; 1 is an ordinary convolution
 * @param bias whether a bias is added to each map
 */
public record Convolution(int filters, Window window, int groups, boolean bias) implements Layer {

	/**
	 * @throws IllegalArgumentException when the filters cannot be divided into the groups, or the window rounds up
	 */
	public Convolution {
		if (groups < 1 || filters < 1 || filters % groups != 0) throw new IllegalArgumentException(filters +
			" filters cannot be divided into " + groups + " groups of equal size");
		if (window.roundUp()) throw new IllegalArgumentException("A convolution cannot round its size up; only pooling can");
	}

	/** An ordinary convolution with biases. */
	public Convolution(final int filters, final Window window) {
		this(filters, window, 1, true);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (input.channels() % groups != 0) throw new IllegalArgumentException(input.channels() +
			" input channels cannot be divided into " + groups + " groups of equal size");
		return new Shape(filters, window.outputHeight(input.height()), window.outputWidth(input.width()));
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.of(window);
	}

	@Override
	public Layer unpadded() {
		return new Convolution(filters, window.unpadded(), groups, bias);
	}

	@Override
	public int[] kernelDimensions(final List<Shape> inputs) {
		return new int[] { filters, inputs.get(0).channels() / groups, window.height(), window.width() };
	}

	@Override
	public int biases() {
		return bias ? filters : 0;
	}

	@Override
	public long multiplyAdds(final List<Shape> inputs) {
		return (long) outputShape(inputs).size() * (inputs.get(0).channels() / groups) * window.height() * window.width();
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ConvolutionLoops(this));
	}
}

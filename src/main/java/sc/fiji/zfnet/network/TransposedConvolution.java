package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.TransposedConvolutionLoops;

/**
 * Transposed convolution, which makes maps larger: each value adds its multiple of the kernel to a window of the output.
 * Kernel: input channels × (filters / groups) × height × width.
 *
 * @param filters number of output maps
 * @param window the window in the output, with the padding that is cut off around it
 * @param extraRows rows added below that no window begins at, fewer than the stride
 * @param extraColumns columns added on the right likewise
 * @param groups number of groups that input and output channels are divided into
 * @param bias whether a bias is added to each map
 */
public record TransposedConvolution(int filters, Window window, int extraRows, int extraColumns, int groups,
	boolean bias) implements Layer {

	/**
	 * @throws IllegalArgumentException when the filters cannot be divided into the groups, the window rounds up, or there are
	 *           as many extra rows or columns as the stride
	 */
	public TransposedConvolution {
		if (groups < 1 || filters < 1 || filters % groups != 0) throw new IllegalArgumentException(filters +
			" filters cannot be divided into " + groups + " groups of equal size");
		if (window.roundUp()) throw new IllegalArgumentException(
			"A transposed convolution cannot round its size up; only pooling can");
		if (extraRows < 0 || extraColumns < 0 || extraRows >= window.strideY() || extraColumns >= window.strideX())
			throw new IllegalArgumentException("A transposed convolution with " + extraRows + " extra rows and " + extraColumns +
				" extra columns is not supported; fewer than its strides are accepted");
	}

	@Override
	public String type() {
		return "Transposed convolution";
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (input.channels() % groups != 0) throw new IllegalArgumentException(input.channels() +
			" input channels cannot be divided into " + groups + " groups of equal size");
		return new Shape(filters, size(input.height(), window.strideY(), window.extentY(), extraRows, window.padding()
			.vertical()), size(input.width(), window.strideX(), window.extentX(), extraColumns, window.padding().horizontal()));
	}

	private static int size(final int positions, final int stride, final int extent, final int extra, final int cut) {
		return Math.toIntExact((positions - 1L) * stride + extent + extra - cut);
	}

	/** Units see more or less of their input in turn, so that no one window holds for all. */
	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.empty();
	}

	/** One that holds what each unit sees; all of the input where its stride cannot be divided by this layer's. */
	@Override
	public ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		final ReceptiveField field = fields.get(0);
		if (field.strideY() % window.strideY() == 0 && field.strideX() % window.strideX() == 0) {
			final int strideY = field.strideY() / window.strideY();
			final int strideX = field.strideX() / window.strideX();
			final int moreY = window.extentY() - 1;
			final int moreX = window.extentX() - 1;
			return new ReceptiveField(field.height() + moreY * strideY, field.width() + moreX * strideX, strideY, strideX, field
				.offsetY() + (window.padding().top() - moreY) * strideY, field.offsetX() + (window.padding().left() - moreX) *
					strideX);
		}
		final Shape output = outputShape(inputs);
		final ReceptiveField all = field.throughWhole(inputs.get(0));
		// As units move on by a stride, the field reaches as far back as the last one has moved.
		final int backY = (output.height() - 1) * all.strideY();
		final int backX = (output.width() - 1) * all.strideX();
		return new ReceptiveField(all.height() + backY, all.width() + backX, all.strideY(), all.strideX(), all.offsetY() - backY,
			all.offsetX() - backX);
	}

	@Override
	public int[] kernelDimensions(final List<Shape> inputs) {
		return new int[] { inputs.get(0).channels(), filters / groups, window.height(), window.width() };
	}

	@Override
	public int biases() {
		return bias ? filters : 0;
	}

	@Override
	public long multiplyAdds(final List<Shape> inputs) {
		return (long) inputs.get(0).size() * (filters / groups) * window.height() * window.width();
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new TransposedConvolutionLoops(this));
	}
}

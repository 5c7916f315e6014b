package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.AveragePoolLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Mean of each window.
 *
 * @param window size, stride, padding; a dilation other than 1 is not accepted
 * @param countPadding whether the window's own padding counts as zeros; padding added by rounding up never counts
 */
public record AveragePool(Window window, boolean countPadding) implements Layer {

	/**
	 * @throws IllegalArgumentException if the window is dilated, or could contain only padding
	 */
	public AveragePool {
		Pooling.check(window);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Pooling.outputShape(window, Layer.single(inputs));
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.of(window);
	}

	@Override
	public Layer unpadded() {
		return new AveragePool(window.unpadded(), countPadding);
	}

	/**
	 * The number of values averaged in each window.
	 *
	 * @param input shape of the input
	 * @return one number per position, row by row
	 */
	public float[] counts(final Shape input) {
		final int rows = window.outputHeight(input.height());
		final int columns = window.outputWidth(input.width());
		final float[] counts = new float[rows * columns];
		for (int y = 0; y < rows; y++) {
			final int height = counted(y * window.strideY() - window.padding().top(), window.height(), input.height(), window
				.padding().top(), window.padding().bottom());
			for (int x = 0; x < columns; x++) {
				counts[y * columns + x] = height * counted(x * window.strideX() - window.padding().left(), window.width(), input
					.width(), window.padding().left(), window.padding().right());
			}
		}
		return counts;
	}

	private int counted(final int start, final int size, final int limit, final int before, final int after) {
		final int first = countPadding ? -before : 0;
		final int last = countPadding ? limit + after : limit;
		return Math.min(start + size, last) - Math.max(start, first);
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.get(0).positions() == 1 && window.padding().isNone();
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new AveragePoolLoops(this));
	}
}

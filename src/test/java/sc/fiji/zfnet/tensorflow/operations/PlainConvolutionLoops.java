package sc.fiji.zfnet.tensorflow.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * A convolution in all directions as sums of products in double precision, taken from the definition. Each sum comes with a
 * bound on what rounding to 32-bit floats can change, whatever the order of its terms: so many roundings of the sum of the
 * absolute terms. Maps are batch × height × width × channels, kernels height × width × channels of a group × filters.
 */
public final class PlainConvolutionLoops {

	/** What one rounding changes at most, as a fraction. */
	private static final double ROUNDING = 0x1p-24;

	private final int batch;
	private final Convolution layer;
	private final Shape in;
	private final Shape out;

	/**
	 * @param batch number of pictures
	 * @param node the convolution in its place
	 */
	public PlainConvolutionLoops(final int batch, final Node node) {
		this.batch = batch;
		layer = (Convolution) node.layer();
		in = node.inputShapes().get(0);
		out = node.shape();
	}

	/** Sums of products, of their absolute values, and how many there are. */
	public record Sums(double[] values, double[] absolute, int[] terms) {

		private static Sums of(final int size) {
			return new Sums(new double[size], new double[size], new int[size]);
		}

		private void add(final int i, final double a, final double b) {
			values[i] += a * b;
			absolute[i] += Math.abs(a * b);
			terms[i]++;
		}

		/** Fails where a value lies further off than rounding can bring it. */
		public void check(final String what, final float[] actual) {
			check(what, actual, 0);
		}

		/**
		 * The same where results are rounded further.
		 *
		 * @param rounding what that changes at most, as a fraction of the result
		 */
		public void check(final String what, final float[] actual, final double rounding) {
			assertEquals(values.length, actual.length, what);
			for (int i = 0; i < actual.length; i++) {
				final double bound = (terms[i] + 1) * ROUNDING * absolute[i] + rounding * Math.abs(values[i]);
				final int at = i;
				assertTrue(Math.abs(actual[i] - values[i]) <= bound, () -> what + " at " + at + ": " + values[at] + " ± " + bound +
					" expected, " + actual[at] + " found");
			}
		}
	}

	private interface Term {

		void at(int input, int output, int kernel);
	}

	/** What the convolution gives. */
	public Sums forward(final float[] input, final float[] kernel) {
		final Sums sums = Sums.of(batch * out.size());
		visit((i, o, k) -> sums.add(o, input[i], kernel[k]));
		return sums;
	}

	/** What the transposed convolution gives. */
	public Sums down(final float[] above, final float[] kernel) {
		final Sums sums = Sums.of(batch * in.size());
		visit((i, o, k) -> sums.add(i, above[o], kernel[k]));
		return sums;
	}

	/** The gradient by the kernel. */
	public Sums kernelGradient(final float[] input, final float[] above, final int size) {
		final Sums sums = Sums.of(size);
		visit((i, o, k) -> sums.add(k, input[i], above[o]));
		return sums;
	}

	private void visit(final Term term) {
		final Window w = layer.window();
		final int channels = in.channels() / layer.groups();
		final int filters = out.channels();
		for (int n = 0; n < batch; n++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++)
					for (int row = 0; row < w.height(); row++)
						for (int column = 0; column < w.width(); column++) {
							final int inY = y * w.strideY() - w.padding().top() + row * w.dilationY();
							final int inX = x * w.strideX() - w.padding().left() + column * w.dilationX();
							if (inY < 0 || inX < 0 || inY >= in.height() || inX >= in.width()) continue;
							for (int c = 0; c < channels; c++)
								for (int f = 0; f < filters; f++) {
									final int group = f / (filters / layer.groups());
									term.at(((n * in.height() + inY) * in.width() + inX) * in.channels() + group * channels + c, ((n * out
										.height() + y) * out.width() + x) * filters + f, ((row * w.width() + column) * channels + c) * filters + f);
								}
						}
	}
}

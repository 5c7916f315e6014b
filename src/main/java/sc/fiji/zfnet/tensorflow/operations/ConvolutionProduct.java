package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Convolutions that are one product of matrices, in all directions: those of 1 × 1, and those with a window as large as the
 * map, which is what a unit's patch comes down to. oneDNN's gradient by a kernel of 1 × 1 with few channels writes beyond
 * its memory on some processors.
 */
final class ConvolutionProduct {

	private ConvolutionProduct() {}

	/** Whether a convolution of a map is a product. */
	static boolean isProduct(final Window window, final Shape input) {
		return isPoint(window) || isWhole(window, input);
	}

	/** Whether its transposition is just a product, too: no stride leaves zeros out and no padding is cut off. */
	static boolean isTransposable(final Window window, final Shape input) {
		return isWhole(window, input) || isPoint(window) && window.strideY() == 1 && window.strideX() == 1 && window.padding()
			.isNone();
	}

	private static boolean isPoint(final Window window) {
		return window.height() == 1 && window.width() == 1;
	}

	private static boolean isWhole(final Window window, final Shape input) {
		return window.padding().isNone() && window.dilationY() == 1 && window.dilationX() == 1 && window.height() == input
			.height() && window.width() == input.width();
	}

	/**
	 * The convolution.
	 *
	 * @param values batch × height × width × channels
	 * @param kernel height × width × channels × filters
	 * @param bias one for each filter; null for none
	 */
	static Operand<TFloat32> forward(final Ops tf, final Window window, final Shape input, final Operand<TFloat32> values,
		final Operand<TFloat32> kernel, final Operand<TFloat32> bias)
	{
		final int filters = (int) kernel.shape().get(3);
		final Operand<TFloat32> product = tf.linalg.matMul(seen(tf, window, input, values), Tensors.rows(tf, kernel, filters));
		// Before the change of shape, so that TensorFlow makes one operation of both.
		return Tensors.reshape(tf, bias == null ? product : tf.nn.biasAdd(product, bias), new Shape(filters, window.outputHeight(
			input.height()), window.outputWidth(input.width())));
	}

	/** Its gradient by the kernel: height × width × channels × filters. */
	static Operand<TFloat32> kernelGradient(final Ops tf, final Window window, final Shape input,
		final Operand<TFloat32> values, final Operand<TFloat32> above, final int filters)
	{
		final Operand<TFloat32> product = tf.linalg.matMul(seen(tf, window, input, values), Tensors.rows(tf, above, filters),
			MatMul.transposeA(true));
		return tf.reshape(product, tf.constant(new int[] { window.height(), window.width(), input.channels(), filters }));
	}

	/** The transposed convolution, where that is just a product. */
	static Operand<TFloat32> transposed(final Ops tf, final Shape input, final Operand<TFloat32> above,
		final Operand<TFloat32> kernel)
	{
		final int filters = (int) kernel.shape().get(3);
		return Tensors.reshape(tf, tf.linalg.matMul(Tensors.rows(tf, above, filters), Tensors.rows(tf, kernel, filters), MatMul
			.transposeB(true)), input);
	}

	/** What each window sees, one row per window. */
	private static Operand<TFloat32> seen(final Ops tf, final Window window, final Shape input,
		final Operand<TFloat32> values)
	{
		if (isWhole(window, input)) return Tensors.rows(tf, values, input.size());
		return Tensors.rows(tf, everyStride(tf, window, input, Tensors.pad(tf, values, window.padding(), 0)), input.channels());
	}

	private static Operand<TFloat32> everyStride(final Ops tf, final Window window, final Shape input,
		final Operand<TFloat32> padded)
	{
		if (window.strideY() == 1 && window.strideX() == 1) return padded;
		final Padding padding = window.padding();
		final int[] end = { 0, input.height() + padding.vertical(), input.width() + padding.horizontal(), input.channels() };
		// The first bit stands for the batch, which ends where it ends.
		return tf.stridedSlice(padded, tf.constant(new int[4]), tf.constant(end), tf.constant(new int[] { 1, window.strideY(),
			window.strideX(), 1 }), StridedSlice.endMask(1L));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Transposed convolution down to few channels, such as the colours of a picture, with a stride: oneDNN keeps a lane of its
 * vectors busy for each channel, and would leave most idle. Here the pixels of a square of stride × stride are channels
 * beside one another: each takes every stride-th row and column of the kernel, so that all are one plain convolution.
 */
final class StridedTransposition {

	/** Values in a vector of the widest processors. */
	private static final int LANES = 16;

	private StridedTransposition() {}

	/** Whether this way is faster than TensorFlow's. */
	static boolean isFaster(final Window window, final int channels) {
		return window.strideY() == window.strideX() && window.strideY() > 1 && window.dilationY() == 1 && window
			.dilationX() == 1 && channels < LANES / 2;
	}

	/**
	 * Computes it.
	 *
	 * @param above what comes down: batch × height × width × filters
	 * @param kernel height × width × channels × filters
	 * @param input shape of the result, at least what the windows reach; zero beyond
	 */
	static Operand<TFloat32> transpose(final Ops tf, final Window window, final Operand<TFloat32> above,
		final Operand<TFloat32> kernel, final Shape input)
	{
		final int stride = window.strideY();
		final int rows = (window.height() + stride - 1) / stride; // of the map above that reach a pixel
		final int columns = (window.width() + stride - 1) / stride;
		final Operand<TFloat32> surrounded = tf.pad(above, tf.constant(new int[][] { { 0, 0 }, { rows - 1, rows - 1 }, {
			columns - 1, columns - 1 }, { 0, 0 } }), tf.constant(0f));
		final Operand<TFloat32> squares = tf.nn.conv2d(surrounded, phases(tf, window, kernel, rows, columns, input.channels()),
			List.of(1L, 1L, 1L, 1L), "VALID");
		final Operand<TFloat32> pixels = tf.nn.depthToSpace(squares, (long) stride);
		return fitted(tf, pixels, input, window);
	}

	/** The kernel as one for each pixel of a square: rows × columns × filters × (y, x, channel). */
	private static Operand<TFloat32> phases(final Ops tf, final Window window, final Operand<TFloat32> kernel,
		final int rows, final int columns, final int channels)
	{
		final int stride = window.strideY();
		final int filters = (int) kernel.shape().get(3);
		final Operand<TFloat32> whole = tf.pad(kernel, tf.constant(new int[][] { { 0, rows * stride - window.height() }, { 0,
			columns * stride - window.width() }, { 0, 0 }, { 0, 0 } }), tf.constant(0f));
		final Operand<TFloat32> apart = tf.reshape(whole, tf.constant(new int[] { rows, stride, columns, stride, channels,
			filters }));
		// The first row of the kernel belongs to the last of the rows that reach a pixel.
		final Operand<TFloat32> turned = tf.reverse(apart, tf.constant(new int[] { 0, 2 }));
		return tf.reshape(tf.linalg.transpose(turned, tf.constant(new int[] { 0, 2, 5, 1, 3, 4 })), tf.constant(new int[] {
			rows, columns, filters, stride * stride * channels }));
	}

	/** Rows and columns that no window reaches cut off, or added as far as the input goes. */
	private static Operand<TFloat32> fitted(final Ops tf, final Operand<TFloat32> pixels, final Shape input,
		final Window window)
	{
		final int stride = window.strideY();
		final int height = ((input.height() - window.height()) / stride + (window.height() + stride - 1) / stride) * stride;
		final int width = ((input.width() - window.width()) / stride + (window.width() + stride - 1) / stride) * stride;
		final Operand<TFloat32> cut = tf.slice(pixels, tf.constant(new int[4]), tf.constant(new int[] { -1, Math.min(height,
			input.height()), Math.min(width, input.width()), -1 }));
		if (height >= input.height() && width >= input.width()) return cut;
		return tf.pad(cut, tf.constant(new int[][] { { 0, 0 }, { 0, Math.max(0, input.height() - height) }, { 0, Math.max(0,
			input.width() - width) }, { 0, 0 } }), tf.constant(0f));
	}
}

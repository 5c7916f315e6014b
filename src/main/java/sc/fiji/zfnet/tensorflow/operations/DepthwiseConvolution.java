package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Convolution in as many groups as there are input channels: each channel has filters of its own, which see nothing else.
 * Kernels are height × width × 1 × filters, the filters of a channel beside one another.
 */
final class DepthwiseConvolution {

	private DepthwiseConvolution() {}

	/** Whether a convolution is one. */
	static boolean is(final Convolution layer, final Node node) {
		return layer.groups() > 1 && layer.groups() == node.inputShapes().get(0).channels();
	}

	/** The layer's output without biases. */
	static Operand<TFloat32> convolve(final Ops tf, final Convolution layer, final Node node, final Operand<TFloat32> input,
		final Operand<TFloat32> kernel)
	{
		final Window window = layer.window();
		final Shape shape = node.inputShapes().get(0);
		final Operand<TFloat32> whole = dilated(tf, layer, kernel);
		if (window.strideY() == window.strideX()) {
			final boolean same = Tensors.isSame(window, window.padding(), shape);
			return depthwise(tf, same ? input : Tensors.pad(tf, input, window.padding(), 0), whole, window.strideY(), same
				? "SAME" : "VALID");
		}
		// TensorFlow knows equal strides alone.
		return tf.stridedSlice(depthwise(tf, Tensors.pad(tf, input, window.padding(), 0), whole, 1, "VALID"), tf.constant(
			new int[4]), tf.constant(new int[] { Integer.MAX_VALUE, (node.shape().height() - 1) * window.strideY() + 1, (node
				.shape().width() - 1) * window.strideX() + 1, Integer.MAX_VALUE }), tf.constant(new int[] { 1, window.strideY(),
					window.strideX(), 1 }));
	}

	/** What comes down: a plain convolution of what is above, with zeros between its rows and columns, by turned kernels. */
	static Operand<TFloat32> transpose(final Ops tf, final Convolution layer, final Node node, final Operand<TFloat32> above,
		final Operand<TFloat32> kernel)
	{
		final Window window = layer.window();
		final Shape input = node.inputShapes().get(0);
		final int times = layer.filters() / layer.groups();
		final Operand<TFloat32> turned = tf.reverse(dilated(tf, layer, kernel), tf.constant(new int[] {
			0, 1 }));
		final Shape filters = new Shape(input.channels(), node.shape().height(), node.shape().width());
		Operand<TFloat32> sum = null;
		for (int i = 0; i < times; i++) {
			final Operand<TFloat32> part = times == 1 ? above : tf.reshape(tf.slice(tf.reshape(above, tf.constant(new int[] { -1,
				filters.positions(), input.channels(), times })), tf.constant(new int[] { 0, 0, 0, i }), tf.constant(new int[] { -1,
					-1, -1, 1 })), tf.constant(new int[] { -1, filters.height(), filters.width(), input.channels() }));
			final Operand<TFloat32> own = times == 1 ? turned : tf.slice(turned, tf.constant(new int[] { 0, 0, 0, i }), tf
				.constant(new int[] { -1, -1, -1, 1 }));
			final Operand<TFloat32> down = depthwise(tf, surrounded(tf, window, filters, part), own, 1, "VALID");
			sum = sum == null ? down : tf.math.add(sum, down);
		}
		return fitted(tf, window, input, filters, sum);
	}

	/** What is above with zeros between its rows and columns, as the strides are, and around it. */
	private static Operand<TFloat32> surrounded(final Ops tf, final Window window, final Shape shape,
		final Operand<TFloat32> above)
	{
		Operand<TFloat32> apart = above;
		if (window.strideY() > 1 || window.strideX() > 1) apart = Tensors.reshape(tf, tf.pad(tf.reshape(above, tf.constant(
			new int[] { -1, shape.height(), 1, shape.width(), 1, shape.channels() })), tf.constant(new int[][] { { 0, 0 }, { 0,
				0 }, { 0, window.strideY() - 1 }, { 0, 0 }, { 0, window.strideX() - 1 }, { 0, 0 } }), tf.constant(0f)), new Shape(
					shape.channels(), shape.height() * window.strideY(), shape.width() * window.strideX()));
		final int rows = window.extentY() - 1;
		final int columns = window.extentX() - 1;
		return Tensors.pad(tf, apart, new Padding(rows, columns, rows, columns), 0);
	}

	/** The part that lies in the map, with zeros where no window reaches. */
	private static Operand<TFloat32> fitted(final Ops tf, final Window window, final Shape input, final Shape filters,
		final Operand<TFloat32> down)
	{
		final Padding padding = window.padding();
		final int rows = filters.height() * window.strideY() + window.extentY() - 1;
		final int columns = filters.width() * window.strideX() + window.extentX() - 1;
		final Operand<TFloat32> enough = Tensors.pad(tf, down, new Padding(0, 0, Math.max(0, padding.top() + input.height() -
			rows), Math.max(0, padding.left() + input.width() - columns)), 0);
		return tf.slice(enough, tf.constant(new int[] { 0, padding.top(), padding.left(), 0 }), tf.constant(new int[] { -1,
			input.height(), input.width(), input.channels() }));
	}

	/** The gradient of the kernel: for each of its positions the sum of products of what it saw and what came down. */
	static Operand<TFloat32> kernelGradient(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> input, final Operand<TFloat32> above)
	{
		final Window window = layer.window();
		final Shape out = node.shape();
		final int channels = layer.groups();
		final int times = layer.filters() / channels;
		final Operand<TFloat32> padded = Tensors.pad(tf, input, window.padding(), 0);
		final Operand<TFloat32> gradients = tf.reshape(above, tf.constant(new int[] { -1, out.height(), out.width(), channels,
			times }));
		final List<Operand<TFloat32>> sums = new ArrayList<>();
		for (int y = 0; y < window.height(); y++)
			for (int x = 0; x < window.width(); x++) {
				final int top = y * window.dilationY();
				final int left = x * window.dilationX();
				final Operand<TFloat32> seen = tf.stridedSlice(padded, tf.constant(new int[] { 0, top, left, 0 }), tf.constant(
					new int[] { Integer.MAX_VALUE, top + (out.height() - 1) * window.strideY() + 1, left + (out.width() - 1) * window
						.strideX() + 1, Integer.MAX_VALUE }), tf.constant(new int[] { 1, window.strideY(), window.strideX(), 1 }));
				sums.add(tf.reduceSum(tf.math.mul(tf.expandDims(seen, tf.constant(4)), gradients), tf.constant(new int[] { 0, 1,
					2 })));
			}
		return tf.reshape(tf.stack(sums), tf.constant(new int[] { window.height(), window.width(), 1, layer.filters() }));
	}

	/** Single units from what they see: units × (positions · channels). */
	static Operand<TFloat32> ofRows(final Ops tf, final Convolution layer, final Operand<TFloat32> seen,
		final Operand<TFloat32> kernel)
	{
		final int size = layer.window().height() * layer.window().width();
		final int times = layer.filters() / layer.groups();
		final Operand<TFloat32> windows = tf.reshape(seen, tf.constant(new int[] { -1, size, layer.groups(), 1 }));
		final Operand<TFloat32> filters = tf.reshape(kernel, tf.constant(new int[] { size, layer.groups(), times }));
		return Tensors.rows(tf, tf.reduceSum(tf.math.mul(windows, filters), tf.constant(1)), layer.filters());
	}

	private static Operand<TFloat32> depthwise(final Ops tf, final Operand<TFloat32> input, final Operand<TFloat32> kernel,
		final long stride, final String padding)
	{
		return tf.nn.depthwiseConv2dNative(input, kernel, List.of(1L, stride, stride, 1L), padding);
	}

	/** As TensorFlow has it: height × width × channels × filters of a channel. */
	private static Operand<TFloat32> perChannel(final Ops tf, final Convolution layer, final Operand<TFloat32> kernel) {
		return tf.reshape(kernel, tf.constant(new int[] { layer.window().height(), layer.window().width(), layer.groups(), layer
			.filters() / layer.groups() }));
	}

	/** With zeros in the gaps of dilation, as TensorFlow knows no depthwise convolutions with dilation on a CPU. */
	private static Operand<TFloat32> dilated(final Ops tf, final Convolution layer, final Operand<TFloat32> kernel) {
		return TurnedKernel.dilated(tf, perChannel(tf, layer, kernel), layer.window().dilationY(), layer.window().dilationX());
	}
}

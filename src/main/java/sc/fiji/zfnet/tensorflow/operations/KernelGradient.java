package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** Gradient of a convolution of one group by its kernel. */
final class KernelGradient {

	private KernelGradient() {}

	/**
	 * Computes it; that by a dilated kernel is picked out of the gradient by the larger kernel with its gaps.
	 *
	 * @param window size, stride, padding and dilation
	 * @param input shape of one picture's map
	 * @param values the maps that the convolution read: batch × height × width × channels
	 * @param above gradient by the maps that it gave: batch × height × width × filters
	 * @param filters number of filters
	 * @param evenChannels see {@link WeightOperands}
	 * @return height × width × channels × filters
	 */
	static Operand<TFloat32> of(final Ops tf, final Window window, final Shape input, final Operand<TFloat32> values,
		final Operand<TFloat32> above, final int filters, final boolean evenChannels)
	{
		if (ConvolutionProduct.isProduct(window, input)) return ConvolutionProduct.kernelGradient(tf, window, input, values,
			above, filters);
		if (evenChannels && (input.channels() % 2 == 1 || filters % 2 == 1)) return tf.slice(of(tf, window, even(input), even(tf,
			values, input.channels()), even(tf, above, filters), filters + filters % 2, true), tf.constant(new int[4]), tf.constant(
				new int[] { window.height(), window.width(), input.channels(), filters }));
		final boolean same = Tensors.isSame(window, window.padding(), input);
		final Operand<TFloat32> padded = same ? values : Tensors.pad(tf, values, window.padding(), 0);
		final int[] sizes = { window.extentY(), window.extentX(), input.channels(), filters };
		final Operand<TFloat32> whole = tf.nn.conv2dBackpropFilter(padded, tf.constant(sizes), above, Tensors.strides(window), same
			? "SAME" : "VALID");
		if (window.dilationY() == 1 && window.dilationX() == 1) return whole;
		return tf.stridedSlice(whole, tf.constant(new int[4]), tf.constant(sizes), tf.constant(new int[] { window.dilationY(),
			window.dilationX(), 1, 1 }));
	}

	private static Operand<TFloat32> even(final Ops tf, final Operand<TFloat32> maps, final int channels) {
		return channels % 2 == 0 ? maps : Tensors.longer(tf, maps, 3);
	}

	private static Shape even(final Shape shape) {
		return new Shape(shape.channels() + shape.channels() % 2, shape.height(), shape.width());
	}
}

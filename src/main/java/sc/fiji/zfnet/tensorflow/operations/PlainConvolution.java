package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Convolution of one group, in the way that is right for its shape.
 *
 * @param tf where operations are added
 * @param evenChannels see {@link WeightOperands}
 */
record PlainConvolution(Ops tf, boolean evenChannels) {

	/**
	 * Computes it.
	 *
	 * @param window size, stride, padding and dilation
	 * @param input shape of one picture's map
	 * @param values the maps: batch × height × width × channels
	 * @param kernel height × width × channels × filters
	 * @param bias one for each filter; null for none
	 */
	Operand<TFloat32> convolve(final Window window, final Shape input, final Operand<TFloat32> values,
		final Operand<TFloat32> kernel, final Operand<TFloat32> bias)
	{
		if (ConvolutionProduct.isProduct(window, input)) return ConvolutionProduct.forward(tf, window, input, values, kernel,
			bias);
		if (evenChannels && input.channels() % 2 == 1) return convolve(window, new Shape(input.channels() + 1, input.height(),
			input.width()), Tensors.longer(tf, values, 3), Tensors.longer(tf, kernel, 2), bias);
		final Operand<TFloat32> maps = isMiscomputed(window, input) ? oneColumn(window, values, kernel) : conv2d(window, values,
			kernel);
		return bias == null ? maps : tf.nn.biasAdd(maps, bias);
	}

	/**
	 * oneDNN, as TensorFlow 2.18 brings it, mistakes the horizontal stride for the vertical one where there is one input
	 * channel and one output column.
	 */
	private static boolean isMiscomputed(final Window window, final Shape input) {
		return window.outputWidth(input.width()) == 1 && input.channels() == 1 && window.strideX() != window.strideY();
	}

	/** The first column of what a horizontal stride of 1 gives. */
	private Operand<TFloat32> oneColumn(final Window window, final Operand<TFloat32> values,
		final Operand<TFloat32> kernel)
	{
		final Window dense = new Window(window.height(), window.width(), window.strideY(), 1, window.padding(), window
			.dilationY(), window.dilationX(), false);
		return tf.slice(conv2d(dense, values, kernel), tf.constant(new int[4]), tf.constant(new int[] { -1, -1, 1, -1 }));
	}

	private Operand<TFloat32> conv2d(final Window window, final Operand<TFloat32> values,
		final Operand<TFloat32> kernel)
	{
		final Padding padding = window.padding();
		final Conv2d.Options dilations = Conv2d.dilations(1L, (long) window.dilationY(), (long) window.dilationX(), 1L);
		if (padding.isNone()) return tf.nn.conv2d(values, kernel, Tensors.strides(window), "VALID", dilations);
		return tf.nn.conv2d(values, kernel, Tensors.strides(window), "EXPLICIT", dilations, Conv2d.explicitPaddings(0L, 0L,
			(long) padding.top(), (long) padding.bottom(), (long) padding.left(), (long) padding.right(), 0L, 0L));
	}
}

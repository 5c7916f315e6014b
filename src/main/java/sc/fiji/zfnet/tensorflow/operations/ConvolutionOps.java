package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** Convolution; downward the transposed convolution with the same weights, stride and padding, without bias. */
final class ConvolutionOps implements LayerOps<Convolution> {

	/** A convolution of maps with few filters is slow: with so many, a multiply-add takes twice as long as with many. */
	private static final double FEW_FILTERS = 27;

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Convolution layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = split(tf, weights.kernel(), layer.groups());
		for (final Operand<TFloat32> input : split(tf, inputs.get(0), layer.groups()))
			parts.add(forward(tf, layer, node, input, kernels.get(parts.size())));
		final Operand<TFloat32> maps = join(tf, parts);
		return weights.bias() == null ? maps : tf.nn.biasAdd(maps, weights.bias());
	}

	/** One product of matrices for each group. */
	@Override
	public Operand<TFloat32> recompute(final Ops tf, final Convolution layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		final int channels = node.inputShapes().get(0).channels();
		final int filters = layer.filters() / layer.groups();
		final int size = layer.window().height() * layer.window().width();
		final Operand<TFloat32> seen = layer.window().isPoint() ? units.point(0) : units.windows(0);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = split(tf, weights.kernel(), layer.groups());
		for (int group = 0; group < layer.groups(); group++) {
			final Operand<TFloat32> part = layer.groups() == 1 ? seen : tf.slice(tf.reshape(seen, tf.constant(new int[] { -1,
				size, channels })), tf.constant(new int[] { 0, 0, group * channels / layer.groups() }), tf.constant(new int[] { -1,
					-1, channels / layer.groups() }));
			parts.add(tf.linalg.matMul(Tensors.rows(tf, part, size * channels / layer.groups()), Tensors.rows(tf, kernels.get(
				group), filters)));
		}
		final Operand<TFloat32> maps = parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
		return weights.bias() == null ? maps : tf.nn.biasAdd(maps, weights.bias());
	}

	/** With few filters convolutions of maps are slow. */
	@Override
	public double slowness(final Convolution layer) {
		return 1 + FEW_FILTERS * layer.groups() / layer.filters();
	}

	/** Of one group. */
	private static Operand<TFloat32> forward(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> input, final Operand<TFloat32> kernel)
	{
		if (isProduct(layer.window(), node.inputShapes().get(0))) return product(tf, input, kernel);
		return isMiscomputed(layer, node) ? oneColumn(tf, layer.window(), input, kernel) : convolve(tf, layer.window(), input,
			kernel);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Shape input = node.inputShapes().get(0);
		final Shape groupInput = new Shape(input.channels() / layer.groups(), input.height(), input.width());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = split(tf, pass.weights().kernel(), layer.groups());
		for (final Operand<TFloat32> part : split(tf, above, layer.groups()))
			parts.add(transpose(tf, layer.window(), part, kernels.get(parts.size()), groupInput));
		return List.of(join(tf, parts));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Convolution layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final List<Operand<TFloat32>> kernels = new ArrayList<>();
		final List<Operand<TFloat32>> gradients = split(tf, above, layer.groups());
		final Operand<TFloat32> whole = pass.inputs().get(0);
		final Operand<TFloat32> padded = Tensors.isSame(layer.window(), layer.window().padding(), node.inputShapes().get(0)) ? whole : Tensors.pad(tf, whole,
			layer.window().padding(), 0);
		for (final Operand<TFloat32> input : split(tf, padded, layer.groups()))
			kernels.add(kernelGradient(tf, layer, node, input, gradients.get(kernels.size())));
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(join(tf, kernels), layer.bias()
			? tf.nn.biasAddGrad(above) : null));
	}

	/** By the kernel of one group; that of a dilated one is picked out of the gradient by the undilated larger kernel. */
	private static Operand<TFloat32> kernelGradient(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> padded, final Operand<TFloat32> above)
	{
		final Window window = layer.window();
		final int[] sizes = { window.extentY(), window.extentX(), node.inputShapes().get(0).channels() / layer.groups(), layer
			.filters() / layer.groups() };
		final Operand<TFloat32> whole = tf.nn.conv2dBackpropFilter(padded, tf.constant(sizes), above, strides(window), Tensors.isSame(
			window, window.padding(), node.inputShapes().get(0)) ? "SAME" : "VALID");
		if (window.dilationY() == 1 && window.dilationX() == 1) return whole;
		return tf.stridedSlice(whole, tf.constant(new int[4]), tf.constant(sizes), tf.constant(new int[] { window.dilationY(),
			window.dilationX(), 1, 1 }));
	}

	/**
	 * oneDNN, as TensorFlow 2.18 brings it, mistakes the horizontal stride for the vertical one where there is one input
	 * channel and one output column.
	 */
	private static boolean isMiscomputed(final Convolution layer, final Node node) {
		return node.shape().width() == 1 && node.inputShapes().get(0).channels() == layer.groups() && layer.window()
			.strideX() != layer.window().strideY();
	}

	/** The first column of what a horizontal stride of 1 gives. */
	private static Operand<TFloat32> oneColumn(final Ops tf, final Window window, final Operand<TFloat32> input,
		final Operand<TFloat32> kernel)
	{
		final Window dense = new Window(window.height(), window.width(), window.strideY(), 1, window.padding(), window
			.dilationY(), window.dilationX(), false);
		return tf.slice(convolve(tf, dense, input, kernel), tf.constant(new int[4]), tf.constant(new int[] { -1, -1, 1, -1 }));
	}

	/** A window as large as the map, which is what a unit's patch comes down to, is a product of matrices. */
	private static boolean isProduct(final Window window, final Shape input) {
		return window.padding().isNone() && window.dilationY() == 1 && window.dilationX() == 1 && window.height() == input
			.height() && window.width() == input.width();
	}

	private static Operand<TFloat32> product(final Ops tf, final Operand<TFloat32> input, final Operand<TFloat32> kernel) {
		final int filters = (int) kernel.shape().get(3);
		final int seen = (int) kernel.shape().size() / filters;
		return Tensors.reshape(tf, tf.linalg.matMul(Tensors.rows(tf, input, seen), Tensors.rows(tf, kernel, filters)), new Shape(
			filters, 1, 1));
	}

	private static Operand<TFloat32> transposedProduct(final Ops tf, final Operand<TFloat32> above,
		final Operand<TFloat32> kernel, final Shape input)
	{
		final int filters = (int) kernel.shape().get(3);
		return Tensors.reshape(tf, tf.linalg.matMul(Tensors.rows(tf, above, filters), Tensors.rows(tf, kernel, filters), MatMul
			.transposeB(true)), input);
	}

	private static Operand<TFloat32> convolve(final Ops tf, final Window window, final Operand<TFloat32> input,
		final Operand<TFloat32> kernel)
	{
		final Padding padding = window.padding();
		final Conv2d.Options dilations = Conv2d.dilations(1L, (long) window.dilationY(), (long) window.dilationX(), 1L);
		if (padding.isNone()) return tf.nn.conv2d(input, kernel, strides(window), "VALID", dilations);
		return tf.nn.conv2d(input, kernel, strides(window), "EXPLICIT", dilations, Conv2d.explicitPaddings(0L, 0L,
			(long) padding.top(), (long) padding.bottom(), (long) padding.left(), (long) padding.right(), 0L, 0L));
	}

	private static Operand<TFloat32> transpose(final Ops tf, final Window window, final Operand<TFloat32> above,
		final Operand<TFloat32> kernel, final Shape input)
	{
		if (isProduct(window, input)) return transposedProduct(tf, above, kernel, input);
		final Padding padding = window.padding();
		final int height = input.height() + padding.vertical();
		final int width = input.width() + padding.horizontal();
		if (StridedTransposition.isFaster(window, input.channels())) return Tensors.unpad(tf, StridedTransposition.transpose(tf,
			window, above, kernel, new Shape(input.channels(), height, width)), padding, input);
		final Operand<TFloat32> whole = dilate(tf, kernel, window);
		// Other paddings TensorFlow's gradients do not know: they compute the padding's, too, which is cut off then.
		if (Tensors.isSame(window, padding, input)) return tf.nn.conv2dBackpropInput(Tensors.sizes(tf, above, input.height(), input.width(), input
			.channels()), whole, above, strides(window), "SAME");
		return Tensors.unpad(tf, tf.nn.conv2dBackpropInput(Tensors.sizes(tf, above, height, width, input.channels()), whole,
			above, strides(window), "VALID"), padding, input);
	}

	/**
	 * The kernel with zeros between its rows and columns: TensorFlow has no transposed dilated convolution on the CPU.
	 */
	private static Operand<TFloat32> dilate(final Ops tf, final Operand<TFloat32> kernel, final Window window) {
		if (window.dilationY() == 1 && window.dilationX() == 1) return kernel;
		final int channels = (int) kernel.shape().get(2);
		final int filters = (int) kernel.shape().get(3);
		final Operand<TFloat32> apart = tf.reshape(kernel, tf.constant(new int[] { window.height(), 1, window.width(), 1,
			channels, filters }));
		final Operand<TFloat32> filled = tf.pad(apart, tf.constant(new int[][] { { 0, 0 }, { 0, window.dilationY() - 1 }, { 0,
			0 }, { 0, window.dilationX() - 1 }, { 0, 0 }, { 0, 0 } }), tf.constant(0f));
		final Operand<TFloat32> joined = tf.reshape(filled, tf.constant(new int[] { window.height() * window.dilationY(), window
			.width() * window.dilationX(), channels, filters }));
		return tf.slice(joined, tf.constant(new int[] { 0, 0, 0, 0 }), tf.constant(new int[] { window.extentY(), window
			.extentX(), channels, filters }));
	}

	private static List<Long> strides(final Window window) {
		return List.of(1L, (long) window.strideY(), (long) window.strideX(), 1L);
	}

	/** Groups are computed one by one: TensorFlow has no grouped convolution on the CPU that runs in both directions. */
	private static List<Operand<TFloat32>> split(final Ops tf, final Operand<TFloat32> tensor, final int groups) {
		if (groups == 1) return List.of(tensor);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		tf.split(tf.constant(3), tensor, (long) groups).forEach(part -> parts.add(part));
		return parts;
	}

	private static Operand<TFloat32> join(final Ops tf, final List<Operand<TFloat32>> parts) {
		return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(3));
	}
}

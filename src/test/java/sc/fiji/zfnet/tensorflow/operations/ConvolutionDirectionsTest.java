package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Window;

/** Convolutions forward, downward and their gradients by the kernel, against plain loops within the bounds of rounding. */
class ConvolutionDirectionsTest {

	private static final int RANDOM_SHAPES = 120;

	/** A convolution and what it is computed on. */
	private record Case(String what, int batch, sc.fiji.zfnet.network.Shape input, Convolution layer) {

		@Override
		public String toString() {
			return what + ": " + batch + " of " + input + ", " + layer.filters() + " filters in " + layer.groups() + " groups, " +
				layer.window();
		}
	}

	/** Every way in which a convolution and its transposition are computed, at its edges. */
	static Stream<Case> chosen() {
		final List<Case> cases = new ArrayList<>();
		for (final int batch : new int[] { 1, 2, 5 }) {
			add(cases, "3 × 3", batch, 5, 9, 8, 7, 1, window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
			add(cases, "unequal sides and paddings", batch, 4, 9, 11, 6, 1, window(2, 5, 1, 1, 0, 3, 1, 4, 1, 1));
			add(cases, "padding larger than the kernel", batch, 3, 4, 5, 2, 1, window(2, 3, 1, 1, 4, 5, 3, 6, 1, 1));
			add(cases, "stride 2, many channels", batch, 20, 11, 12, 6, 1, window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "stride 2, 5 × 5, many channels", batch, 17, 12, 11, 5, 1, window(5, 5, 2, 2, 2, 0, 2, 1, 1, 1));
			add(cases, "stride 2, colours", batch, 3, 15, 14, 8, 1, window(7, 7, 2, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "stride 4, 11 × 11", batch, 3, 31, 27, 4, 1, window(11, 11, 4, 4, 2, 1, 0, 2, 1, 1));
			add(cases, "stride 2, 4 × 4: the kernel need not grow", batch, 18, 10, 9, 6, 1, window(4, 4, 2, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "rows below that no window reaches", batch, 18, 13, 12, 3, 1, window(3, 3, 4, 4, 0, 0, 0, 0, 1, 1));
			add(cases, "unequal strides, few channels", batch, 2, 12, 13, 5, 1, window(3, 4, 2, 3, 1, 2, 0, 1, 1, 1));
			add(cases, "unequal strides, many channels", batch, 19, 12, 13, 5, 1, window(4, 5, 3, 2, 1, 2, 0, 1, 1, 1));
			add(cases, "stride in one direction", batch, 16, 9, 12, 4, 1, window(3, 3, 1, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "stride larger than the kernel", batch, 3, 12, 13, 4, 1, window(2, 2, 3, 3, 1, 0, 0, 1, 1, 1));
			add(cases, "the same, many channels", batch, 21, 12, 13, 4, 1, window(2, 3, 3, 5, 1, 0, 0, 1, 1, 1));
			add(cases, "dilation", batch, 5, 11, 12, 4, 1, window(3, 2, 1, 1, 2, 1, 2, 3, 2, 3));
			add(cases, "dilation with strides", batch, 5, 13, 14, 4, 1, window(3, 3, 2, 3, 2, 1, 2, 3, 2, 2));
			add(cases, "dilation with a stride across it, many channels", batch, 16, 12, 13, 4, 1, window(3, 3, 1, 2, 2, 1, 2, 1, 2,
				1));
			add(cases, "groups", batch, 6, 9, 8, 9, 3, window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
			add(cases, "groups with strides", batch, 34, 9, 11, 4, 2, window(5, 3, 2, 2, 2, 1, 2, 1, 1, 1));
			add(cases, "depthwise", batch, 7, 9, 8, 7, 7, window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
			add(cases, "depthwise with strides", batch, 7, 9, 8, 14, 7, window(3, 3, 2, 2, 0, 0, 1, 1, 1, 1));
			add(cases, "depthwise with unequal strides and dilation", batch, 4, 9, 12, 4, 4, window(2, 3, 1, 2, 1, 1, 1, 0, 2, 2));
			add(cases, "1 × 1", batch, 3, 6, 7, 64, 1, window(1, 1, 1, 1, 0, 0, 0, 0, 1, 1));
			add(cases, "1 × 1 with strides", batch, 18, 7, 8, 5, 1, window(1, 1, 2, 3, 0, 0, 0, 0, 1, 1));
			add(cases, "1 × 1 with strides and padding", batch, 3, 7, 8, 5, 1, window(1, 1, 2, 2, 1, 3, 2, 0, 1, 1));
			add(cases, "1 × 1 with padding", batch, 3, 4, 5, 6, 1, window(1, 1, 1, 1, 1, 0, 2, 3, 1, 1));
			add(cases, "1 × 1 in groups", batch, 6, 4, 5, 4, 2, window(1, 1, 1, 1, 0, 0, 0, 0, 1, 1));
			add(cases, "window as large as the map", batch, 5, 4, 6, 7, 1, window(4, 6, 2, 3, 0, 0, 0, 0, 1, 1));
			add(cases, "one channel to one column", batch, 1, 5, 2, 3, 1, window(2, 3, 1, 3, 0, 1, 0, 0, 1, 1));
			add(cases, "one channel, one filter, strides", batch, 1, 9, 10, 1, 1, window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "one channel, one filter, unequal strides", batch, 1, 9, 10, 1, 1, window(2, 3, 3, 2, 1, 1, 1, 1, 1, 1));
			add(cases, "blocks of 16 channels, an odd number above one", batch, 48, 7, 6, 33, 1, window(3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
			add(cases, "the same with strides", batch, 40, 9, 7, 65, 1, window(3, 3, 2, 2, 1, 1, 1, 1, 1, 1));
		}
		return cases.stream();
	}

	private static void add(final List<Case> cases, final String what, final int batch, final int channels, final int height,
		final int width, final int filters, final int groups, final Window window)
	{
		cases.add(new Case(what, batch, new sc.fiji.zfnet.network.Shape(channels, height, width), new Convolution(filters, window,
			groups, false)));
	}

	private static Window window(final int height, final int width, final int strideY, final int strideX, final int top,
		final int left, final int bottom, final int right, final int dilationY, final int dilationX)
	{
		return new Window(height, width, strideY, strideX, new Padding(top, left, bottom, right), dilationY, dilationX, false);
	}

	/** Random shapes, one seed each. */
	static Stream<Case> random() {
		final List<Case> cases = new ArrayList<>();
		for (int seed = 0; seed < RANDOM_SHAPES; seed++) {
			final Random random = new Random(seed);
			final int groups = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(4);
			final int height = 1 + random.nextInt(6);
			final int width = 1 + random.nextInt(6);
			final Window window = window(height, width, 1 + random.nextInt(4), 1 + random.nextInt(4), random.nextInt(4), random
				.nextInt(4), random.nextInt(4), random.nextInt(4), 1 + random.nextInt(2), 1 + random.nextInt(2));
			add(cases, "seed " + seed, 1 + random.nextInt(9), groups * (1 + random.nextInt(random.nextBoolean() ? 4 : 40)), window
				.extentY() + random.nextInt(8), window.extentX() + random.nextInt(8), groups * (1 + random.nextInt(random.nextBoolean()
					? 4 : 40)), groups, window);
		}
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource({ "chosen", "random" })
	void agreesWithPlainLoopsInAllDirections(final Case one) {
		final Random random = new Random(one.toString().hashCode());
		final Node node = Network.input("data", one.input).add("conv", one.layer).build().node("conv");
		final float[] input = values(random, one.batch * one.input.size());
		final float[] above = values(random, one.batch * node.shape().size());
		final float[] kernel = values(random, node.kernelSize());
		final PlainConvolutionLoops plain = new PlainConvolutionLoops(one.batch, node);
		final List<PlainConvolutionLoops.Sums> expected = List.of(plain.forward(input, kernel), plain.down(above, kernel), plain
			.kernelGradient(input, above, kernel.length));
		check(one + ", a constant kernel", expected, compute(node, one.batch, input, above, kernel, true, false));
		check(one + ", a kernel that changes", expected, compute(node, one.batch, input, above, kernel, false, false));
		check(one + ", an even number of channels", expected, compute(node, one.batch, input, above, kernel, true, true));
	}

	private static void check(final String what, final List<PlainConvolutionLoops.Sums> expected,
		final List<float[]> actual)
	{
		final List<String> directions = List.of("forward", "down", "gradient by the kernel");
		for (int i = 0; i < expected.size(); i++)
			expected.get(i).check(what + ", " + directions.get(i), actual.get(i));
	}

	private static List<float[]> compute(final Node node, final int batch, final float[] input, final float[] above,
		final float[] kernel, final boolean constant, final boolean evenChannels)
	{
		try (Graph graph = new Graph();
			Session session = new Session(graph);
			TFloat32 inputs = tensor(maps(batch, node.inputShapes().get(0)), input);
			TFloat32 aboves = tensor(maps(batch, node.shape()), above);
			TFloat32 kernels = tensor(kernelShape(node), kernel))
		{
			final Ops tf = Ops.create(graph);
			final Operand<TFloat32> read = tf.placeholder(TFloat32.class, Placeholder.shape(maps(-1, node.inputShapes().get(0))));
			final Operand<TFloat32> gradient = tf.placeholder(TFloat32.class, Placeholder.shape(maps(-1, node.shape())));
			final Operand<TFloat32> changing = tf.placeholder(TFloat32.class, Placeholder.shape(kernelShape(node)));
			final WeightOperands weights = new WeightOperands(constant ? tf.constant(kernelShape(node), DataBuffers.of(kernel))
				: changing, null, evenChannels);
			final Operand<TFloat32> forward = Operations.forward(tf, node, List.of(read), weights);
			final Operand<TFloat32> down = Operations.downward(tf, node, gradient, new ForwardPass(List.of(read), forward, weights,
				ProjectionMethod.DECONVNET)).get(0);
			final Operand<TFloat32> by = Operations.backward(tf, node, gradient, List.of(read), forward, weights, null).weights()
				.kernel();
			final Session.Runner runner = session.runner().feed(read, inputs).feed(gradient, aboves);
			if (!constant) runner.feed(changing, kernels);
			try (Result result = runner.fetch(forward).fetch(down).fetch(by).run()) {
				return List.of(floats(result, 0), floats(result, 1), floats(result, 2));
			}
		}
	}

	private static float[] floats(final Result result, final int index) {
		final TFloat32 tensor = (TFloat32) result.get(index);
		final float[] values = new float[(int) tensor.size()];
		tensor.copyTo(DataBuffers.of(values, false, false));
		return values;
	}

	private static TFloat32 tensor(final Shape shape, final float[] values) {
		return TFloat32.tensorOf(shape, DataBuffers.of(values));
	}

	private static Shape maps(final int batch, final sc.fiji.zfnet.network.Shape shape) {
		return Shape.of(batch, shape.height(), shape.width(), shape.channels());
	}

	private static Shape kernelShape(final Node node) {
		final int[] d = node.kernelDimensions();
		return Shape.of(d[2], d[3], d[1], d[0]);
	}

	private static float[] values(final Random random, final int size) {
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}
}

package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.PlainBackward;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.operations.PlainConvolutionLoops;

/**
 * Computes layers of many shapes with the engine, forward, down and their gradients, and compares every value with plain
 * loops within the bounds of rounding. The shapes follow from fixed seeds. To be run in a process of its own, as what
 * TensorFlow's libraries take of the processor is decided by the environment when they are loaded.
 */
final class LayerSweep {

	/** Those around which the kernels of processors change over from one block of channels to the next. */
	private static final int[] CHANNELS = { 1, 3, 8, 16, 24, 32, 33, 40, 48, 49, 64, 80, 96, 112, 128 };
	private static final int MOST_CHANNELS = 130;
	private static final int CONVOLUTIONS = 120;
	private static final int OTHERS = 36;

	/** Products of a convolution that plain loops may compute in each direction. */
	private static final long MOST_PRODUCTS = 1_000_000;

	/** Convolutions and products are computed with fewer bits in every so many shapes. */
	private static final int COARSE = 4;

	/** Rounding to eight bits, of a sum, of what a bias makes of it, and once more for a step in between. */
	private static final double ROUNDING_OF_BFLOAT16 = 3 * 0x1p-8;

	private static final EngineOptions EXACT = new EngineOptions(DeviceChoice.AUTO, 0, Precision.FLOAT32);
	private static final EngineOptions BFLOAT16 = new EngineOptions(DeviceChoice.AUTO, 0, Precision.BFLOAT16);

	private LayerSweep() {}

	/** Prints what came out wrong, and ends with 1 if anything did. */
	public static void main(final String... arguments) {
		final Queue<String> wrong = new ConcurrentLinkedQueue<>();
		IntStream.range(0, CONVOLUTIONS + OTHERS).parallel().forEach(seed -> {
			try {
				if (seed < CONVOLUTIONS) convolution(seed);
				else other(seed);
			}
			catch (final AssertionError exc) {
				wrong.add(exc.getMessage());
			}
		});
		wrong.forEach(System.out::println);
		System.out.println(wrong.size() + " of " + (CONVOLUTIONS + OTHERS) + " shapes wrong, seeds 0 to " + (CONVOLUTIONS + OTHERS -
			1) + ", on " + Devices.of(EXACT));
		System.exit(wrong.isEmpty() ? 0 : 1);
	}

	private static int channels(final int index, final Random random) {
		return index < 2 * CHANNELS.length ? CHANNELS[index % CHANNELS.length] : 1 + random.nextInt(MOST_CHANNELS);
	}

	private static void convolution(final int seed) {
		final Random random = new Random(seed);
		final List<Integer> listed = new ArrayList<>(Arrays.stream(CHANNELS).boxed().toList());
		Collections.shuffle(listed, new Random(seed / CHANNELS.length));
		final int channels = channels(seed, random);
		final int filters = seed < 2 * CHANNELS.length ? listed.get(seed % CHANNELS.length) : 1 + random.nextInt(MOST_CHANNELS);
		final int groups = groups(channels, filters, random);
		final int height = 1 + random.nextInt(11);
		final int width = random.nextInt(3) > 0 ? height : 1 + random.nextInt(11);
		final int stride = 1 + random.nextInt(4);
		final int dilation = height * width < 30 && random.nextInt(4) == 0 ? 2 : 1;
		final Window window = new Window(height, width, stride, random.nextInt(3) > 0 ? stride : 1 + random.nextInt(4),
			padding(height, width, random), dilation, random.nextBoolean() ? dilation : 1, false);
		final int[] sides = { 1 + random.nextInt(9), 1 + random.nextInt(8), 1 + random.nextInt(8) }; // pictures, rows, columns
		final double products = (double) height * width * channels / groups * filters;
		for (int i = 0; products * sides[0] * sides[1] * sides[2] > MOST_PRODUCTS && sides[0] + sides[1] + sides[2] > 3; i++)
			sides[i % 3] = Math.max(1, sides[i % 3] - 1);
		final Shape input = new Shape(channels, side(sides[1], window.extentY(), window.strideY(), window.padding().vertical(),
			random), side(sides[2], window.extentX(), window.strideX(), window.padding().horizontal(), random));
		final boolean coarse = seed % COARSE == 0;
		compare(new Convolution(filters, window, groups, random.nextBoolean()), input, sides[0], random, "seed " + seed, coarse);
	}

	/** The side of a map that has so many positions, with a rest that no window reaches now and then. */
	private static int side(final int positions, final int extent, final int stride, final int padding,
		final Random random)
	{
		return Math.max(1, (positions - 1) * stride + extent - padding + random.nextInt(stride));
	}

	private static Padding padding(final int height, final int width, final Random random) {
		if (random.nextInt(3) == 0) return Padding.NONE;
		if (random.nextBoolean()) return new Padding((height - 1) / 2, (width - 1) / 2, height / 2, width / 2);
		return new Padding(random.nextInt(height), random.nextInt(width), random.nextInt(height), random.nextInt(width));
	}

	private static int groups(final int channels, final int filters, final Random random) {
		if (random.nextInt(3) > 0) return 1;
		if (channels == filters && channels <= 24) return channels;
		for (final int groups : new int[] { 2, 3, 4, 8 })
			if (channels % groups == 0 && filters % groups == 0 && random.nextBoolean()) return groups;
		return 1;
	}

	private static void compare(final Convolution layer, final Shape input, final int pictures, final Random random,
		final String name, final boolean coarse)
	{
		final Network network = Network.input("data", input).add("layer", layer).build();
		final Node node = network.output();
		final String what = name + ", " + pictures + " × " + input + ", " + layer;
		final LayerWeights weights = new LayerWeights(values(random, node.kernelSize(), coarse), values(random, layer.biases(),
			coarse));
		final Batch read = new Batch(pictures, input, values(random, pictures * input.size(), coarse));
		final Batch above = new Batch(pictures, node.shape(), values(random, pictures * node.shape().size(), coarse));
		final float[] kernel = WeightLayout.toTensorFlow(weights.kernel(), node.kernelDimensions());
		final PlainConvolutionLoops plain = new PlainConvolutionLoops(pictures, node);
		final PlainConvolutionLoops.Sums forward = plain.forward(read.values(), kernel);
		for (int i = 0; i < forward.values().length && layer.bias(); i++) {
			final float bias = weights.bias()[i % layer.filters()];
			forward.values()[i] += bias;
			forward.absolute()[i] += Math.abs(bias);
			forward.terms()[i]++;
		}
		final PlainConvolutionLoops.Sums down = plain.down(above.values(), kernel);
		final PlainConvolutionLoops.Sums byKernel = plain.kernelGradient(read.values(), above.values(), kernel.length);
		final PlainConvolutionLoops.Sums byBias = new PlainConvolutionLoops.Sums(new double[layer.biases()], new double[layer
			.biases()], new int[layer.biases()]);
		for (int i = 0; i < above.values().length && layer.bias(); i++) {
			byBias.values()[i % layer.filters()] += above.values()[i];
			byBias.absolute()[i % layer.filters()] += Math.abs(above.values()[i]);
			byBias.terms()[i % layer.filters()]++;
		}
		for (final EngineOptions options : coarse ? List.of(EXACT, BFLOAT16) : List.of(EXACT)) {
			final double rounding = options == BFLOAT16 ? ROUNDING_OF_BFLOAT16 : 0;
			final String how = what + (options == BFLOAT16 ? ", bfloat16" : "");
			final LayerRun run = LayerRun.of(network, weights, read, above, options);
			forward.check(how + ", forward", run.output().values(), rounding);
			down.check(how + ", down", run.down().values(), rounding);
			down.check(how + ", gradient by the input", run.inputGradient().values(), rounding);
			byKernel.check(how + ", gradient by the kernel", run.kernelGradient(), rounding);
			byBias.check(how + ", gradient by the biases", run.biasGradient(), rounding);
		}
	}

	/** Small whole numbers where bits are few: their products and sums are exact, so that rounding stays small. */
	private static float[] values(final Random random, final int count, final boolean whole) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = whole ? random.nextInt(9) - 4 : (float) random.nextGaussian();
		return values;
	}

	private static void other(final int seed) {
		final Random random = new Random(seed);
		final int channels = channels((seed - CONVOLUTIONS) / 6, random);
		final int height = 1 + random.nextInt(3);
		final int width = 1 + random.nextInt(3);
		final Window pool = new Window(height, width, 1 + random.nextInt(3), 1 + random.nextInt(3), new Padding(random.nextInt(
			height), random.nextInt(width), random.nextInt(height), random.nextInt(width)), 1, 1, random.nextBoolean());
		final Layer layer = switch (seed % 6) {
			case 0 -> new MaxPool(pool);
			case 1 -> new AveragePool(pool, random.nextBoolean());
			case 2 -> new LocalResponseNormalization(1 + 2 * random.nextInt(3), 0.5 * random.nextDouble(), random.nextBoolean() ? 0.75
				: 0.5 + random.nextDouble(), 1 + random.nextDouble());
			case 3 -> new Softmax();
			case 4 -> new GlobalAveragePool();
			default -> new Dense(1 + random.nextInt(MOST_CHANNELS), random.nextBoolean());
		};
		final Shape input = layer instanceof Dense ? Shape.vector(channels * (1 + random.nextInt(9))) : new Shape(channels, 3 +
			random.nextInt(8), 3 + random.nextInt(8));
		compare(layer, input, 1 + random.nextInt(9), random, "seed " + seed);
	}

	private static void compare(final Layer layer, final Shape input, final int pictures, final Random random,
		final String name)
	{
		final Network network = Network.input("data", input).add("layer", layer).build();
		final Node node = network.output();
		final String what = name + ", " + pictures + " × " + input + ", " + layer;
		final LayerWeights weights = node.hasWeights() ? new LayerWeights(values(random, node.kernelSize(), false), values(random,
			layer.biases(), false)) : null;
		final TrainedNetwork trained = new TrainedNetwork(network, new Weights(network, weights == null ? java.util.Map.of()
			: java.util.Map.of("layer", weights)));
		final Batch read = new Batch(pictures, input, values(random, pictures * input.size(), false));
		final Batch above = new Batch(pictures, node.shape(), values(random, pictures * node.shape().size(), false));
		final LayerRun run = LayerRun.of(network, weights, read, above, EXACT);
		PlainBackward.WeightGradients sum = null;
		for (int p = 0; p < pictures; p++) {
			final double[] from = PlainNetwork.channelsFirst(above, p);
			final List<double[]> seen = List.of(PlainNetwork.channelsFirst(read, p));
			final String picture = what + ", picture " + p;
			PlainNetwork.step(trained, node, seen).check(picture + ", forward", PlainNetwork.channelsFirst(run.output(), p));
			PlainNetwork.stepDown(trained, node, from, seen).get(0).check(picture + ", down", PlainNetwork.channelsFirst(run.down(),
				p));
			PlainNetwork.stepBackward(trained, node, from, seen).get(0).check(picture + ", gradient by the input", PlainNetwork
				.channelsFirst(run.inputGradient(), p));
			if (weights == null) continue;
			final PlainBackward.WeightGradients gradients = PlainNetwork.stepWeights(node, from, seen.get(0));
			sum = sum == null ? gradients : sum.plus(gradients);
		}
		if (sum == null) return;
		sum.kernel().check(what + ", gradient by the kernel", WeightLayout.fromTensorFlow(run.kernelGradient(), node
			.kernelDimensions()));
		sum.bias().check(what + ", gradient by the biases", run.biasGradient());
	}
}

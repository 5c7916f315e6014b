package sc.fiji.zfnet.tensorflow.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Sum;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Window;

/**
 * Layers of every type with random settings, many of them odd: unequal sides and strides, strides beyond the window, dilation,
 * groups, paddings on one side, and numbers of channels that go through 1 to 160 one after another, since kernels go wrong at
 * some of them.
 */
final class RandomLayers {

	private static final int MOST_CHANNELS = 160;
	private static final int[] FILTERS = { 1, 2, 3, 5, 8, 16, 24, 32, 33, 48, 64, 80, 96, 112, 128 };
	private static final int[] SIDES = { 1, 1, 2, 3, 3, 3, 5, 7, 11 };

	private final Random random;
	private int drawn;

	RandomLayers(final Random random) {
		this.random = random;
	}

	/** The next ones: several convolutions, and one of each other type. */
	List<LayerCase> next() {
		final List<LayerCase> layers = new ArrayList<>();
		for (int i = 0; i < 8; i++)
			layers.add(convolution(1 + drawn++ % MOST_CHANNELS));
		final Shape shape = shape(1 + drawn % MOST_CHANNELS);
		layers.add(grouped());
		layers.add(transposed());
		layers.add(layer(new Dense(1 + random.nextInt(200), random.nextBoolean()), Shape.vector(1 + random.nextInt(700))));
		layers.add(layer(new MaxPool(pool(shape)), shape));
		layers.add(layer(new AveragePool(pool(shape), random.nextBoolean()), shape));
		layers.add(layer(new GlobalAveragePool(), shape));
		layers.add(layer(new LocalResponseNormalization(1 + 2 * random.nextInt(3), random.nextDouble(), random.nextBoolean()
			? 0.75 : 0.5 + random.nextDouble(), 1 + random.nextDouble()), shape));
		layers.add(normalization());
		layers.add(layer(new Softmax(), Shape.vector(shape.channels() + 1)));
		layers.add(layer(new LogSoftmax(), Shape.vector(shape.channels() + 1)));
		layers.add(layer(new Affine(shape.channels(), random.nextBoolean()), shape));
		layers.add(layer(new Sum(), Collections.nCopies(2 + random.nextInt(3), shape)));
		layers.add(layer(new Gate(), List.of(shape, gate(shape))));
		for (final Layer function : functions())
			layers.add(layer(function, shape));
		layers.addAll(moving(shape));
		return layers;
	}

	private LayerCase normalization() {
		final int groups = 1 + random.nextInt(16);
		return layer(new GroupNormalization(groups, random.nextBoolean(), 1e-3 * random.nextDouble()), shape(groups * (1 + random
			.nextInt(10))));
	}

	private Shape gate(final Shape maps) {
		return switch (random.nextInt(3)) {
			case 0 -> maps;
			case 1 -> Shape.vector(maps.channels());
			default -> new Shape(1, maps.height(), maps.width());
		};
	}

	private List<Layer> functions() {
		final double number = 0.1 + random.nextDouble();
		return List.of(new Relu(), new PRelu(), new LeakyRelu(number), new Clip(-number, 6 * random.nextDouble()), new Elu(number,
			1 + random.nextDouble(), random.nextBoolean() ? 1 : number), new Gelu(random.nextBoolean()), new Silu(), new HardSwish(),
			new Mish(), new Softplus(), new Tanh(), new Sigmoid(), new HardSigmoid(number / 2, random.nextDouble()));
	}

	/** Layers that only move values. */
	private List<LayerCase> moving(final Shape shape) {
		final int first = random.nextInt(shape.channels());
		final int groups = 1 + random.nextInt(8);
		return List.of(layer(new Pad(new Padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3))),
			shape), layer(new ChannelSlice(first, 1 + random.nextInt(shape.channels() - first)), shape), layer(new ChannelShuffle(
				groups), shape(groups * (1 + random.nextInt(20)))), layer(new Concat(), List.of(shape, new Shape(1 + random.nextInt(
					MOST_CHANNELS), shape.height(), shape.width()))), layer(new Flatten(random.nextBoolean()), shape), layer(new Reshape(
						new Shape(shape.channels(), shape.width(), shape.height())), shape));
	}

	private LayerCase convolution(final int channels) {
		final Shape shape = shape(channels);
		return layer(new Convolution(FILTERS[random.nextInt(FILTERS.length)], window(shape), 1, random.nextBoolean()), shape);
	}

	/** Every other time each channel is a group of its own. */
	private LayerCase grouped() {
		final int groups = 2 + random.nextInt(31);
		final int each = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
		final Shape shape = shape(groups * each);
		return layer(new Convolution(groups * (1 + random.nextInt(3)), window(shape), groups, random.nextBoolean()), shape);
	}

	private LayerCase transposed() {
		final int groups = random.nextBoolean() ? 1 : 2 + random.nextInt(3);
		final Shape shape = new Shape(groups * (1 + random.nextInt(40)), 1 + random.nextInt(7), 1 + random.nextInt(7));
		final int height = 1 + random.nextInt(4);
		final int width = 1 + random.nextInt(4);
		final int strideY = 1 + random.nextInt(3);
		final int strideX = 1 + random.nextInt(3);
		// No more is cut off than the kernel adds, so that something is left of a single position.
		final Window window = new Window(height, width, strideY, strideX, new Padding(random.nextInt(height), random.nextInt(
			width), 0, 0), 1 + random.nextInt(2), 1 + random.nextInt(2), false);
		return layer(new TransposedConvolution(groups * (1 + random.nextInt(20)), window, random.nextInt(strideY), random.nextInt(
			strideX), groups, random.nextBoolean()), shape);
	}

	private Shape shape(final int channels) {
		return new Shape(channels, 1 + random.nextInt(15), 1 + random.nextInt(15));
	}

	private Window window(final Shape shape) {
		final int height = side(shape.height());
		final int width = random.nextInt(3) == 0 ? side(shape.width()) : Math.min(height, shape.width());
		final int strideY = 1 + random.nextInt(4);
		final int strideX = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : strideY;
		return new Window(height, width, strideY, strideX, new Padding(random.nextInt(height), random.nextInt(width), random
			.nextInt(height), random.nextInt(width)), dilation(height, shape.height()), dilation(width, shape.width()), false);
	}

	private int side(final int most) {
		return Math.min(SIDES[random.nextInt(SIDES.length)], most);
	}

	private int dilation(final int side, final int size) {
		return random.nextInt(4) == 0 && (side - 1) * 2 < size ? 2 : 1;
	}

	private Window pool(final Shape shape) {
		final int height = Math.min(1 + random.nextInt(3), shape.height());
		final int width = Math.min(1 + random.nextInt(3), shape.width());
		return new Window(height, width, 1 + random.nextInt(3), 1 + random.nextInt(3), new Padding(random.nextInt(height),
			random.nextInt(width), random.nextInt(height), random.nextInt(width)), 1, 1, random.nextBoolean());
	}

	private LayerCase layer(final Layer layer, final Shape input) {
		return layer(layer, List.of(input));
	}

	private LayerCase layer(final Layer layer, final List<Shape> inputs) {
		final Node node = new Node("layer", layer, Collections.nCopies(inputs.size(), "input"), inputs, layer.outputShape(inputs),
			ReceptiveField.PIXEL);
		return new LayerCase(node, node.hasWeights() ? new LayerWeights(values(node.kernelSize()), values(layer.biases()))
			: null);
	}

	/** With seven bits, so that no precision rounds them. */
	private float[] values(final int size) {
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = (random.nextInt(255) - 127) / 128f;
		return values;
	}
}

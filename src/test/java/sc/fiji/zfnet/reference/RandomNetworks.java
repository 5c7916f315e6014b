package sc.fiji.zfnet.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Sum;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.network.Window;

/** Small random networks with every type of layer, odd and unequal sides, strides, paddings, groups and dilations. */
public final class RandomNetworks {

	private RandomNetworks() {}

	/** A network with random weights. */
	public static TrainedNetwork network(final Random random) {
		return network(random, 7);
	}

	/** The same with sums, gates, functions, separable convolutions and channels in another order. */
	public static TrainedNetwork residual(final Random random) {
		return network(random, 17);
	}

	private static TrainedNetwork network(final Random random, final int kinds) {
		final Network.Builder builder = Network.input("data", new Shape(1 + random.nextInt(4), 9 + random.nextInt(9), 9 + random
			.nextInt(9)));
		String last = "data";
		final int depth = 2 + random.nextInt(5);
		for (int i = 0; i < depth; i++)
			last = addBlock(builder, last, random, i, kinds);
		if (random.nextBoolean()) {
			builder.add("global", new GlobalAveragePool());
		}
		else {
			builder.add("flatten", new Flatten(kinds > 7 && random.nextBoolean()));
			builder.add("hidden", new Dense(5 + random.nextInt(4), random.nextBoolean()));
			builder.add("hidden relu", new Relu());
			builder.add("dropout", new Dropout(0.5));
			builder.add("scores", new Dense(4));
		}
		final Network network = builder.add("softmax", new Softmax()).build();
		return new TrainedNetwork(network, weights(network, random));
	}

	private static String addBlock(final Network.Builder builder, final String last, final Random random, final int i,
		final int kinds) {
		final Shape shape = builder.shapeOf(last);
		switch (random.nextInt(kinds)) {
			case 0:
				builder.add("pool" + i, new MaxPool(window(shape, random, false, random.nextBoolean())), last);
				return "pool" + i;
			case 1:
				builder.add("average" + i, new AveragePool(window(shape, random, false, random.nextBoolean()), random
					.nextBoolean()), last);
				return "average" + i;
			case 2:
				builder.add("norm" + i, new LocalResponseNormalization(1 + 2 * random.nextInt(3), 0.5 * random.nextDouble(), random
					.nextBoolean() ? 0.75 : 0.5 + random.nextDouble(), 1 + random.nextDouble()), last);
				return "norm" + i;
			case 3:
				builder.add("left" + i, new Convolution(3, Window.square(1, 1)), last);
				builder.add("left relu" + i, new Relu(), "left" + i);
				builder.add("right" + i, new Convolution(2, Window.square(3, 1, 1)), last);
				builder.add("join" + i, new Concat(), "left relu" + i, "right" + i);
				return "join" + i;
			case 7:
				builder.add("branch" + i, new Convolution(shape.channels(), Window.square(3, 1, 1), 1, random.nextBoolean()), last);
				builder.add("function" + i, function(random));
				builder.add("sum" + i, new Sum(), last, "function" + i);
				return "sum" + i;
			case 8:
				builder.add("affine" + i, new Affine(shape.channels(), random.nextBoolean()), last);
				builder.add("function" + i, function(random));
				return "function" + i;
			case 9:
				builder.add("depthwise" + i, new Convolution(shape.channels() * (1 + random.nextInt(2)), window(shape, random,
					true, false), shape.channels(), random.nextBoolean()), last);
				builder.add("function" + i, function(random));
				return "function" + i;
			case 10:
				final boolean whole = random.nextBoolean();
				if (whole) builder.add("squeeze" + i, new GlobalAveragePool(), last);
				builder.add("excite" + i, new Convolution(random.nextBoolean() || whole ? shape.channels() : 1, Window.square(1,
					1)), whole ? "squeeze" + i : last);
				builder.add("share" + i, random.nextBoolean() ? new Sigmoid() : new HardSigmoid(0.2, 0.5));
				builder.add("gate" + i, new Gate(), last, "share" + i);
				return "gate" + i;
			case 11:
				builder.add("around" + i, new Pad(new Padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random
					.nextInt(3))), last);
				builder.add("function" + i, function(random));
				return "function" + i;
			case 12:
				final int first = random.nextInt(shape.channels());
				builder.add("slice" + i, new ChannelSlice(first, 1 + random.nextInt(shape.channels() - first)), last);
				builder.add("wide" + i, new Convolution(6, Window.square(1, 1)));
				builder.add("shuffle" + i, new ChannelShuffle(2 + random.nextInt(2)));
				return "shuffle" + i;
			case 15:
				builder.add("enlarged" + i, new TransposedConvolution(2, Window.square(2 + random.nextInt(2), 2, Math.min(random
					.nextInt(2), Math.min(shape.height(), shape.width()) - 1)), random.nextInt(2), random.nextInt(2), shape.channels() % 2 == 0 ? 2 : 1, random.nextBoolean()), last);
				return "enlarged" + i;
			case 14:
				builder.add("statistics" + i, new GroupNormalization(random.nextInt(3) == 0 ? shape.channels() : 1, random
					.nextBoolean(), 0.1), last);
				return "statistics" + i;
			case 13:
				builder.add("logarithm" + i, new LogSoftmax(), last);
				return "logarithm" + i;
			case 4:
				builder.add("reshape" + i, new Reshape(new Shape(shape.channels(), shape.width(), shape.height())), last);
				return "reshape" + i;
			default:
				final int groups = shape.channels() % 2 == 0 && random.nextBoolean() ? 2 : 1;
				builder.add("conv" + i, new Convolution(groups * (1 + random.nextInt(3)), window(shape, random, true, false),
					groups, random.nextInt(4) > 0), last);
				builder.add("relu" + i, new Relu());
				return "relu" + i;
		}
	}

	/** A layer that works value by value. */
	public static Layer function(final Random random) {
		return switch (random.nextInt(15)) {
			case 0 -> new Clip(0, 0.7);
			case 1 -> new LeakyRelu(0.1);
			case 2 -> new PRelu();
			case 3 -> new Elu(0.8, 1, 1);
			case 4 -> new Elu(1.67326, 1.0507, 1);
			case 5 -> new Elu(0.6, 1, 0.6);
			case 6 -> new Gelu(false);
			case 7 -> new Gelu(true);
			case 8 -> new Silu();
			case 9 -> new HardSwish();
			case 10 -> new Mish();
			case 11 -> new Softplus();
			case 12 -> new Tanh();
			case 13 -> new Clip(-0.3, Double.POSITIVE_INFINITY);
			default -> new Relu();
		};
	}

	private static Window window(final Shape shape, final Random random, final boolean dilate, final boolean roundUp) {
		final int height = 1 + random.nextInt(Math.min(4, shape.height()));
		final int width = 1 + random.nextInt(Math.min(4, shape.width()));
		final int dilationY = dilate && (height - 1) * 2 < shape.height() ? 1 + random.nextInt(2) : 1;
		final int dilationX = dilate && (width - 1) * 2 < shape.width() ? 1 + random.nextInt(2) : 1;
		return new Window(height, width, 1 + random.nextInt(3), 1 + random.nextInt(3), new Padding(random.nextInt(height),
			random.nextInt(width), random.nextInt(height), random.nextInt(width)), dilationY, dilationX, roundUp);
	}

	/** Random weights, scaled so that activations neither vanish nor explode, with some exact zeros so that ties occur. */
	public static Weights weights(final Network network, final Random random) {
		final Map<String, LayerWeights> weights = new HashMap<>();
		for (final Node node : network.nodes()) {
			if (!node.hasWeights()) continue;
			final float[] kernel = new float[node.kernelSize()];
			final double scale = node.kernelDimensions().length == 1 ? 1 : Math.sqrt(2.0 * node.kernelDimensions()[0] /
				kernel.length);
			for (int i = 0; i < kernel.length; i++)
				kernel[i] = (float) (random.nextGaussian() * scale);
			final float[] bias = new float[node.layer().biases()];
			for (int i = 0; i < bias.length; i++)
				bias[i] = (float) (random.nextGaussian() * 0.1);
			weights.put(node.name(), new LayerWeights(kernel, bias));
		}
		return new Weights(network, weights);
	}

	/** Random pictures. */
	public static Batch pictures(final Network network, final int count, final Random random) {
		final Batch batch = new Batch(count, network.inputShape());
		for (int i = 0; i < batch.values().length; i++)
			batch.values()[i] = (float) random.nextGaussian();
		return batch;
	}
}

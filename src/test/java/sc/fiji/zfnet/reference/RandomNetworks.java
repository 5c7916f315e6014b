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
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;

/** Small random networks with every type of layer, odd and unequal sides, strides, paddings, groups and dilations. */
public final class RandomNetworks {

	private RandomNetworks() {}

	/** A network with random weights. */
	public static TrainedNetwork network(final Random random) {
		final Network.Builder builder = Network.input("data", new Shape(1 + random.nextInt(4), 9 + random.nextInt(9), 9 + random
			.nextInt(9)));
		String last = "data";
		final int depth = 2 + random.nextInt(5);
		for (int i = 0; i < depth; i++)
			last = addBlock(builder, last, random, i);
		if (random.nextBoolean()) {
			builder.add("global", new GlobalAveragePool());
		}
		else {
			builder.add("flatten", new Flatten());
			builder.add("hidden", new Dense(5 + random.nextInt(4), random.nextBoolean()));
			builder.add("hidden relu", new Relu());
			builder.add("dropout", new Dropout(0.5));
			builder.add("scores", new Dense(4));
		}
		final Network network = builder.add("softmax", new Softmax()).build();
		return new TrainedNetwork(network, weights(network, random));
	}

	private static String addBlock(final Network.Builder builder, final String last, final Random random, final int i) {
		final Shape shape = builder.shapeOf(last);
		switch (random.nextInt(7)) {
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
			final double scale = Math.sqrt(2.0 * node.kernelDimensions()[0] / kernel.length);
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

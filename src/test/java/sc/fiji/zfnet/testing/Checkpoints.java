package sc.fiji.zfnet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.reference.RandomNetworks;

/** Made-up checkpoints of the network of {@link TestModels#chain}. */
public final class Checkpoints {

	private Checkpoints() {}

	/**
	 * Epochs 1, 4 and 10. From 1 to 4 all weights change; from 4 to 10 those of fc3 alone, which grow by a half. Nothing
	 * excites map 2 of conv1 at epoch 1 and map 3 of conv1 at epochs 4 and 10.
	 */
	public static SortedMap<Integer, TrainedNetwork> chain() {
		final Network network = TestModels.chain().network();
		final Weights first = withDeadFilter(network, RandomNetworks.weights(network, new Random(42)), 2);
		final Weights second = withDeadFilter(network, RandomNetworks.weights(network, new Random(7)), 3);
		final Map<String, LayerWeights> third = new HashMap<>(second.asMap());
		final LayerWeights old = third.get("fc3");
		final float[] grown = old.kernel().clone();
		for (int i = 0; i < grown.length; i++)
			grown[i] *= 1.5f;
		third.put("fc3", new LayerWeights(grown, old.bias()));
		return new TreeMap<>(Map.of(1, new TrainedNetwork(network, first), 4, new TrainedNetwork(network, second), 10,
			new TrainedNetwork(network, new Weights(network, third))));
	}

	private static Weights withDeadFilter(final Network network, final Weights weights, final int filter) {
		final Map<String, LayerWeights> all = new HashMap<>(weights.asMap());
		final float[] kernel = all.get("conv1").kernel().clone();
		final float[] bias = all.get("conv1").bias().clone();
		final int size = kernel.length / bias.length;
		for (int i = 0; i < size; i++)
			kernel[filter * size + i] = 0;
		bias[filter] = -1;
		all.put("conv1", new LayerWeights(kernel, bias));
		return new Weights(network, all);
	}

	/**
	 * Installs a model of the last checkpoint's weights with all checkpoints; classes cat, dog, bird and fish, BGR, mean 100,
	 * 110, 120 and std 50.
	 */
	public static Path install(final Path root, final String name, final SortedMap<Integer, TrainedNetwork> checkpoints)
		throws IOException
	{
		final Preprocessing preprocessing = new Preprocessing(ChannelOrder.BGR, List.of(100.0, 110.0, 120.0), List.of(50.0));
		return new ModelStore(List.of(root)).install(name, ModelDescription.of(name, "Random weights.", preprocessing),
			checkpoints.get(checkpoints.lastKey()), new Labels(List.of("cat", "dog", "bird", "fish")), false, folder -> {
				final Path files = Files.createDirectory(folder.resolve(ModelFolder.CHECKPOINTS));
				for (final var checkpoint : checkpoints.entrySet())
					OnnxWriter.write(checkpoint.getValue(), files.resolve(ModelFolder.checkpointName(checkpoint.getKey())));
			}).path();
	}
}

package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.reference.RandomNetworks;

class MapMaximaTest {

	@Property(tries = 30, seed = "6", shrinking = ShrinkingMode.OFF)
	void everyLayerOfRandomNetworksHasThoseOfAPlainSearch(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 3, random);
		compare(trained, input);
	}

	@Property(tries = 30, seed = "7", shrinking = ShrinkingMode.OFF)
	void onATieItIsTheFirstInRowOrder(@ForAll final long seed) {
		final Random random = new Random(seed);
		final Network network = Network.input("data", new Shape(1 + random.nextInt(40), 1 + random.nextInt(70), 1 + random
			.nextInt(70))).add("relu", new Relu()).build();
		final Batch input = new Batch(1 + random.nextInt(4), network.inputShape());
		for (int i = 0; i < input.values().length; i++)
			input.values()[i] = random.nextInt(5) - 2;
		compare(new TrainedNetwork(network, new Weights(network, Map.of())), input);
	}

	private static void compare(final TrainedNetwork trained, final Batch input) {
		final List<String> names = trained.network().nodes().stream().map(Node::name).toList();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Map<String, Batch> outputs = session.forward(input, names);
			session.maxima(List.of(input), names).forEach((name, maxima) -> {
				final Batch output = outputs.get(name);
				for (int picture = 0; picture < output.pictures(); picture++)
					for (int map = 0; map < output.shape().channels(); map++) {
						int bestX = 0;
						int bestY = 0;
						for (int y = 0; y < output.shape().height(); y++)
							for (int x = 0; x < output.shape().width(); x++)
								if (output.get(picture, y, x, map) > output.get(picture, bestY, bestX, map)) {
									bestX = x;
									bestY = y;
								}
						final String where = name + ", map " + map;
						assertEquals(bestX, maxima.x(picture, map), where);
						assertEquals(bestY, maxima.y(picture, map), where);
						assertEquals(output.get(picture, bestY, bestX, map), maxima.activation(picture, map), 0f, where);
					}
			});
		}
	}
}

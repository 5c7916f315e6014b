package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

class NetworkSessionTest {

	/** Node by node from what the engine itself had before it, so that every bound is as close as one layer allows. */
	@Property(tries = 60, seed = "1", shrinking = ShrinkingMode.OFF)
	void everyNodeOfRandomNetworksAgreesWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 3, random);
		final List<String> names = trained.network().nodes().stream().map(Node::name).toList();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Map<String, Batch> outputs = new HashMap<>(session.forward(input, names));
			outputs.put(trained.network().inputName(), input);
			for (int p = 0; p < 3; p++) {
				final int picture = p;
				for (final Node node : trained.network().nodes())
					PlainNetwork.step(trained, node, node.inputs().stream().map(name -> PlainNetwork.channelsFirst(outputs.get(name),
						picture)).toList()).check(node.name(), PlainNetwork.channelsFirst(outputs.get(node.name()), picture));
			}
		}
	}

	/** Where no layer in between is asked for, TensorFlow joins layers and computes them otherwise. */
	@Property(tries = 60, seed = "2", shrinking = ShrinkingMode.OFF)
	void theOutputAloneAndAnyNodeAloneAgreeWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 2, random);
		final PlainNetwork plain = new PlainNetwork(trained, input, 1);
		final List<Node> nodes = trained.network().nodes();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final String name : List.of("softmax", nodes.get(random.nextInt(nodes.size())).name()))
				plain.bounded(name).check(name, PlainNetwork.channelsFirst(session.forward(input, name), 1));
		}
	}

	@Property(tries = 30, seed = "3", shrinking = ShrinkingMode.OFF)
	void projectionsFromEveryNodeOfRandomNetworksAgreeWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 2, random);
		final List<PlainNetwork> plain = List.of(new PlainNetwork(trained, input, 0), new PlainNetwork(trained, input, 1));
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final Node node : trained.network().nodes()) {
				final List<List<Unit>> projections = List.of(randomUnits(node.shape(), 1, 1, random), randomUnits(node.shape(), 0,
					3, random), randomUnits(node.shape(), 1, 5, random));
				final Batch projected = session.project(input, node.name(), projections);
				for (int p = 0; p < projections.size(); p++)
					plain.get(projections.get(p).get(0).picture()).projectUnits(node.name(), indices(projections.get(p), node.shape()))
						.check("from " + node.name(), PlainNetwork.channelsFirst(projected, p));
			}
		}
	}

	private static int[] indices(final List<Unit> units, final Shape shape) {
		return units.stream().mapToInt(unit -> (unit.map() * shape.height() + unit.y()) * shape.width() + unit.x()).toArray();
	}

	@Example
	void aFullConnectionTooLargeForAConstantAgreesWithPlainLoopsInBothDirections() {
		final Network network = Network.input("data", new Shape(3, 20, 20)).add("flatten", new Flatten()).add("fc", new Dense(
			1000)).add("relu", new Relu()).build();
		final Random random = new Random(7);
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, random));
		final Batch input = RandomNetworks.pictures(network, 1, random);
		final PlainNetwork plain = new PlainNetwork(trained, input, 0);
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			plain.bounded("relu").check("forward", PlainNetwork.channelsFirst(session.forward(input), 0));
			plain.projectUnits("relu", 0, 1, 2).check("down", PlainNetwork.channelsFirst(session.project(input, "relu", List.of(
				List.of(new Unit(0, 0, 0, 0), new Unit(0, 1, 0, 0), new Unit(0, 2, 0, 0)))), 0));
		}
	}

	private static List<Unit> randomUnits(final Shape shape, final int picture, final int count, final Random random) {
		final List<Unit> units = new ArrayList<>();
		while (units.size() < Math.min(count, shape.size())) {
			final Unit unit = new Unit(picture, random.nextInt(shape.channels()), random.nextInt(shape.height()), random.nextInt(
				shape.width()));
			if (!units.contains(unit)) units.add(unit);
		}
		return units;
	}
}

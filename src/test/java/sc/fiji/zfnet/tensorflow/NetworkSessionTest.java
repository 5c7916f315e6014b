package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

class NetworkSessionTest {

	@Property(tries = 60, shrinking = ShrinkingMode.OFF)
	void everyNodeOfRandomNetworksAgreesWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 3, random);
		final List<String> names = trained.network().nodes().stream().map(Node::name).toList();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Map<String, Batch> outputs = session.forward(input, names);
			for (int picture = 0; picture < 3; picture++) {
				final PlainNetwork plain = new PlainNetwork(trained, input, picture);
				for (final String name : names)
					assertClose(name, plain.output(name), PlainNetwork.channelsFirst(outputs.get(name), picture));
			}
			assertClose("output alone", PlainNetwork.channelsFirst(outputs.get("softmax"), 1), PlainNetwork.channelsFirst(session
				.forward(input), 1));
		}
	}

	@Property(tries = 60, shrinking = ShrinkingMode.OFF)
	void projectionsFromEveryNodeOfRandomNetworksAgreeWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 2, random);
		final List<PlainNetwork> plain = List.of(new PlainNetwork(trained, input, 0), new PlainNetwork(trained, input, 1));
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final Node node : trained.network().nodes()) {
				final List<List<Unit>> projections = List.of(randomUnits(node.shape(), 1, 1, random), randomUnits(node.shape(), 0,
					3, random), randomUnits(node.shape(), 1, 5, random));
				final ProjectionMethod method = ProjectionMethod.values()[random.nextInt(3)];
				final Batch projected = session.project(input, node.name(), projections, method);
				for (int p = 0; p < projections.size(); p++) {
					final PlainNetwork picture = plain.get(projections.get(p).get(0).picture());
					final double[] seedValues = new double[node.shape().size()];
					for (final Unit unit : projections.get(p)) {
						final int i = (unit.map() * node.shape().height() + unit.y()) * node.shape().width() + unit.x();
						seedValues[i] = picture.output(node.name())[i];
					}
					assertClose(method + " from " + node.name(), picture.project(node.name(), seedValues, method), PlainNetwork.channelsFirst(
						projected, p));
				}
			}
		}
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
			assertClose("forward", plain.output("relu"), PlainNetwork.channelsFirst(session.forward(input), 0));
			final double[] seed = new double[1000];
			for (int map = 0; map < 3; map++)
				seed[map] = plain.output("relu")[map];
			assertClose("down", plain.project("relu", seed), PlainNetwork.channelsFirst(session.project(input, "relu", List.of(
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

	private static void assertClose(final String what, final double[] expected, final double[] actual) {
		assertEquals(expected.length, actual.length, what);
		double largest = 0;
		for (final double value : expected)
			largest = Math.max(largest, Math.abs(value));
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], actual[i], 1e-4 * Math.max(largest, 1e-3), what + " at " + i);
	}
}

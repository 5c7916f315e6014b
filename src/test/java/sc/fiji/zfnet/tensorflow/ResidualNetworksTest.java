package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.reference.PlainGraph;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

/** Networks with sums, gates, functions, separable convolutions and shuffled channels, against plain loops. */
class ResidualNetworksTest {

	@Property(tries = 25, seed = "12", shrinking = ShrinkingMode.OFF)
	void everyNodeAgreesWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.residual(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 2, random);
		final List<String> names = trained.network().nodes().stream().map(Node::name).toList();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Map<String, Batch> outputs = session.forward(input, names);
			final PlainGraph plain = new PlainGraph(trained, input, 1);
			for (final String name : names)
				assertClose(name, plain.output(name), PlainNetwork.channelsFirst(outputs.get(name), 1), 1e-4);
		}
	}

	@Property(tries = 15, seed = "13", shrinking = ShrinkingMode.OFF)
	void projectionsByEachMethodAgreeWithPlainLoopsOnMapsAndPatches(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.residual(random);
		final Network network = trained.network();
		final Batch input = RandomNetworks.pictures(network, 2, random);
		final PlainGraph plain = new PlainGraph(trained, input, 1);
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final Node node : network.nodes()) {
				final ProjectionMethod method = ProjectionMethod.values()[random.nextInt(3)];
				final Shape shape = node.shape();
				final Unit unit = new Unit(1, random.nextInt(shape.channels()), random.nextInt(shape.height()), random.nextInt(
					shape.width()));
				final double[] kept = new double[shape.size()];
				final int i = (unit.map() * shape.height() + unit.y()) * shape.width() + unit.x();
				kept[i] = plain.output(node.name())[i];
				final double[] expected = plain.project(node.name(), kept, method);
				final KeptUnits units = KeptUnits.of(List.of(List.of(unit)), shape, 2);
				final String what = method + " from " + node.name();
				assertClose(what, expected, PlainNetwork.channelsFirst(session.projections().onMaps(input, node.name(), units,
					method), 0), 1e-3);
				final Optional<UnitPatches> patches = UnitPatches.of(network, node.name());
				if (patches.isPresent()) assertClose(what + " on patches", expected, PlainNetwork.channelsFirst(session.projections()
					.onPatches(input, patches.get(), units, method, random.nextBoolean()), 0), 1e-3);
			}
		}
	}

	@Property(tries = 15, seed = "14", shrinking = ShrinkingMode.OFF)
	void incrementalPassesGiveWhatFullPassesGive(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.residual(random);
		final Network network = trained.network();
		final Shape shape = network.inputShape();
		final Batch picture = RandomNetworks.pictures(network, 1, random);
		final float[] fill = new float[shape.channels()];
		final List<Region> covers = new ArrayList<>();
		for (int i = 0; i < 6; i++)
			covers.add(new Region(random.nextInt(shape.width() - 3), random.nextInt(shape.height() - 3), 1 + random.nextInt(3), 1 +
				random.nextInt(3)));
		final Batch covered = new Batch(covers.size(), shape);
		for (int i = 0; i < covers.size(); i++)
			for (int y = 0; y < shape.height(); y++)
				for (int x = 0; x < shape.width(); x++)
					for (int c = 0; c < shape.channels(); c++) {
						final Region cover = covers.get(i);
						final boolean inside = x >= cover.x() && y >= cover.y() && x < cover.x() + cover.width() && y < cover.y() + cover
							.height();
						covered.values()[covered.index(i, y, x, c)] = inside ? 0 : picture.get(0, y, x, c);
					}
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Batch full = session.forward(covered);
			for (final double cost : new double[] { 0, 24 })
				try (IncrementalSession incremental = new IncrementalSession(session, picture, network.nodes().get(0).name(),
					new IncrementalPlan(network, covers, cost)))
				{
					final Batch found = incremental.run(covers, fill).outputs();
					for (int i = 0; i < found.values().length; i++)
						assertEquals(full.values()[i], found.values()[i], 1e-5, "value " + i + " at cost " + cost);
				}
		}
	}

	/**
	 * Differences over two steps agree where the loss has a derivative; where a kink or a maximum lies between them nothing is
	 * compared.
	 */
	@Property(tries = 25, seed = "10", shrinking = ShrinkingMode.OFF)
	void gradientsAgreeWithDifferencesOfPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.residual(random);
		final Batch input = RandomNetworks.pictures(trained.network(), 1, random);
		final int label = random.nextInt(trained.network().classes());
		Assume.that(trained.network().parameters() > 0 && trained.network().nodes().stream().noneMatch(node -> node
			.layer() instanceof Dropout));
		final Weights gradients;
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0, 0, 1e9, 1), EngineOptions.DEFAULT)) {
			gradients = session.gradients(input, new int[] { label });
		}
		int compared = 0;
		int tried = 0;
		for (final Node node : trained.network().nodes()) {
			if (!node.hasWeights()) continue;
			final LayerWeights weights = trained.weights().of(node.name());
			for (int n = 0; n < 4; n++) {
				final boolean bias = n == 3 && weights.bias().length > 0;
				final float[] values = bias ? weights.bias() : weights.kernel();
				final int i = random.nextInt(values.length);
				final double wide = slope(trained, input, label, values, i, 2e-4f);
				final double narrow = slope(trained, input, label, values, i, 1e-4f);
				tried++;
				if (Math.abs(wide - narrow) > 1e-5 * Math.max(1, Math.abs(narrow))) continue;
				compared++;
				final float[] found = bias ? gradients.of(node.name()).bias() : gradients.of(node.name()).kernel();
				assertEquals(narrow, found[i], 1e-4 * Math.max(1, Math.abs(narrow)), node.name() + (bias ? " bias " : " ") + i);
			}
		}
		assertTrue(compared >= tried / 2, "only " + compared + " of " + tried + " could be compared");
	}

	private static double slope(final TrainedNetwork trained, final Batch input, final int label, final float[] values,
		final int i, final float step)
	{
		final float before = values[i];
		values[i] = before + step;
		final double high = values[i];
		final double up = loss(trained, input, label);
		values[i] = before - step;
		final double low = values[i];
		final double down = loss(trained, input, label);
		values[i] = before;
		return (up - down) / (high - low);
	}

	private static double loss(final TrainedNetwork trained, final Batch input, final int label) {
		return -Math.log(new PlainGraph(trained, input, 0).output(trained.network().output().name())[label]);
	}

	private static void assertClose(final String what, final double[] expected, final double[] actual,
		final double tolerance)
	{
		assertEquals(expected.length, actual.length, what);
		double largest = 1e-3;
		for (final double value : expected)
			largest = Math.max(largest, Math.abs(value));
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], actual[i], tolerance * largest, what + " at " + i);
	}
}

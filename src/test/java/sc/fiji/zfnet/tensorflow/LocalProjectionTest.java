package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

class LocalProjectionTest {

	@Property(tries = 15, seed = "4", shrinking = ShrinkingMode.OFF)
	void patchesGiveTheNumbersOfWholeMapsInRandomNetworks(@ForAll final long seed) {
		final Random random = new Random(seed);
		compareEverywhere(RandomNetworks.network(random), random);
	}

	@Property(tries = 4, seed = "5", shrinking = ShrinkingMode.OFF)
	void branchesOfUnequalReachAreJoined(@ForAll final long seed) {
		final Random random = new Random(seed);
		final Network network = Network.input("data", new Shape(3, 21, 18)).add("first", new Convolution(4, new Window(3, 2, 1,
			2, new Padding(1, 0, 2, 1), 1, 2, false))).add("first relu", new Relu()).add("narrow", new Convolution(3, Window
				.square(1, 1)), "first relu").add("wide", new Convolution(4, Window.square(3, 1, 1), 2, false), "first relu").add(
					"pooled", new MaxPool(Window.square(3, 1, 1)), "first relu").add("mean", new AveragePool(Window.square(3, 1, 1),
						random.nextBoolean()), "first relu").add("join", new Concat(), "narrow", "wide", "pooled", "mean").add("relu",
							new Relu()).add("pool", new MaxPool(Window.square(3, 2).roundingUp()), "relu").add("beside", new Convolution(5,
								Window.square(2, 2)), "relu").add("last", new Concat(), "pool", "beside").add("scores", new Convolution(2,
									Window.square(3, 1, 1)), "last").build();
		compareEverywhere(new TrainedNetwork(network, RandomNetworks.weights(network, random)), random);
	}

	@Property(tries = 2, seed = "18", shrinking = ShrinkingMode.OFF)
	void unitsThatSeeNothingButPaddingAreProjectedToZeros(@ForAll final long seed) {
		final Random random = new Random(seed);
		final Network network = Network.input("data", new Shape(2, 7, 6)).add("around", new Convolution(3, Window.square(1, 1,
			2))).add("relu", new Relu()).add("second", new Convolution(2, Window.square(2, 1, 3))).build();
		compareEverywhere(new TrainedNetwork(network, RandomNetworks.weights(network, random)), random);
	}

	/** From every unit's position of a few, corners included, of every layer that can be computed on patches. */
	private static void compareEverywhere(final TrainedNetwork trained, final Random random) {
		final Network network = trained.network();
		final Batch input = RandomNetworks.pictures(network, 2, random);
		final List<PlainNetwork> plain = List.of(new PlainNetwork(trained, input, 0), new PlainNetwork(trained, input, 1));
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final Node node : network.nodes()) {
				final Optional<UnitPatches> patches = UnitPatches.of(network, node.name());
				if (patches.isEmpty()) continue;
				final List<List<Unit>> units = units(node.shape(), random);
				final KeptUnits seeds = KeptUnits.of(units, node.shape(), 2);
				final Batch whole = session.projections().onMaps(input, node.name(), seeds,
					ProjectionMethod.DECONVNET);
				final Batch onPatches = session.projections().onPatches(input, patches.get(), seeds, ProjectionMethod.DECONVNET, true);
				final Batch taken = session.projections().onPatches(input, patches.get(), seeds, ProjectionMethod.DECONVNET, false);
				for (int i = 0; i < units.size(); i++) {
					final Unit unit = units.get(i).get(0);
					final Bounded expected = plain.get(unit.picture()).projectUnits(node.name(), (unit.map() * node.shape().height() +
						unit.y()) * node.shape().width() + unit.x());
					final String from = "unit " + unit + " of " + node.name();
					expected.check(from + " on whole maps", PlainNetwork.channelsFirst(whole, i));
					expected.check(from, PlainNetwork.channelsFirst(onPatches, i));
					expected.check(from + ", its activation taken", PlainNetwork.channelsFirst(taken, i));
					expected.check(from + ", alone", PlainNetwork.channelsFirst(session.projections().onPatches(input, patches.get(),
						KeptUnits.of(List.of(units.get(i)), node.shape(), 2), ProjectionMethod.DECONVNET, true), 0));
				}
			}
		}
	}

	private static List<List<Unit>> units(final Shape shape, final Random random) {
		final List<List<Unit>> units = new ArrayList<>();
		final int bottom = shape.height() - 1;
		final int right = shape.width() - 1;
		final int[][] positions = { { 0, 0 }, { 0, right }, { bottom, 0 }, { bottom, right }, { bottom / 2, right / 2 }, { random
			.nextInt(bottom + 1), random.nextInt(right + 1) } };
		for (final int[] position : positions)
			units.add(List.of(new Unit(random.nextInt(2), random.nextInt(shape.channels()), position[0], position[1])));
		return units;
	}

	@Test
	void patchesLieInsideOfTheMapsAwayFromTheirBorders() {
		final UnitPatches patches = UnitPatches.of(Architecture.ZFNET.build(10), "relu1").orElseThrow();
		// 224 pixels, one of padding before: windows of 7 begin at -1, 1, 3, ..., and the last one ends with the map.
		assertFalse(patches.crossBorders(new int[] { 0, 50, 50, 3, 1, 1, 109, 0 }));
		assertTrue(patches.crossBorders(new int[] { 0, 50, 50, 3, 1, 0, 109, 0 }));
		assertTrue(patches.crossBorders(new int[] { 0, 109, 0, 3 }));
	}

	@Test
	void lowUnitsAreWorthPatchesAndHighOnesAreNot() {
		final Network network = Architecture.ZFNET.build(10);
		assertTrue(UnitPatches.of(network, "relu1").orElseThrow().isWorthwhile());
		assertTrue(UnitPatches.of(network, "relu2").orElseThrow().isWorthwhile());
		assertTrue(!UnitPatches.of(Architecture.ZFNET_TINY.build(10), "relu5").orElseThrow().isWorthwhile());
		assertTrue(UnitPatches.of(network, "fc6").isEmpty());
	}
}

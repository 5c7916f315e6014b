package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

class IncrementalSessionTest {

	/** Gathering is taken to cost nothing, so that patches are never given up for whole maps. */
	private static final double PATCHES_TO_THE_END = 0;

	@Property(tries = 80, seed = "10", shrinking = ShrinkingMode.OFF)
	void smallRandomNetworksGiveWhatPlainLoopsGive(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = RandomNetworks.network(random);
		checkCovers(trained, RandomNetworks.pictures(trained.network(), 1, random), 40, random);
	}

	@Property(tries = 25, seed = "11", shrinking = ShrinkingMode.OFF)
	void largerNetworksWithBranchesGiveWhatPlainLoopsGive(@ForAll final long seed) {
		final Random random = new Random(seed);
		final Network network = branched(random);
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, random));
		checkCovers(trained, RandomNetworks.pictures(network, 1, random), 8, random);
	}

	@Test
	void everyPositionOfAGridThatTouchesAllBordersIsExact() {
		final Random random = new Random(5);
		final Network network = Network.input("data", new Shape(3, 23, 31)).add("conv1", new Convolution(8, new Window(5, 3, 2,
			1, new Padding(2, 0, 1, 2), 1, 2, false))).add("relu1", new Relu()).add("pool", new MaxPool(Window.square(3, 2)
				.roundingUp())).add("conv2", new Convolution(6, Window.square(3, 1, 1), 2, true)).add("flatten", new Flatten()).add(
					"fc", new Dense(5)).add("softmax", new Softmax()).build();
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, random));
		final Batch picture = RandomNetworks.pictures(network, 1, random);
		final List<Region> covers = new ArrayList<>();
		for (int y = 0; y + 7 <= 23; y++)
			for (int x = 0; x + 7 <= 31; x++)
				covers.add(new Region(x, y, 7, 7));
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final float[] fill = { 0.5f, -1, 2 };
			check(session, picture, "conv2", covers, fill, new IncrementalPlan(network, covers, PATCHES_TO_THE_END), plainly(trained,
				picture, covers, fill));
		}
	}

	@Test
	void patchesAreUsedWhereTheyAreCheaperAndWholeMapsWhereTheyAreNot() {
		final Network network = Network.input("data", new Shape(3, 64, 64)).add("wide", new Convolution(256, Window.square(3, 1,
			1))).add("pool", new MaxPool(Window.square(2, 2))).add("squeeze", new Convolution(4, Window.square(1, 1))).add("narrow",
				new Convolution(16, Window.square(3, 1, 1))).add("global", new GlobalAveragePool()).build();
		assertEquals(java.util.Set.of("global"), new IncrementalPlan(network, List.of(new Region(20, 20, 8, 8))).whole());
		assertEquals(java.util.Set.of("narrow", "global"), new IncrementalPlan(network, List.of(new Region(10, 10, 40, 40)))
			.whole());
	}

	@Test
	void networksTooSmallForPatchesAreRunInFull() {
		final Network small = Network.input("data", new Shape(3, 16, 16)).add("conv", new Convolution(4, Window.square(3, 1, 1)))
			.add("flatten", new Flatten()).add("fc", new Dense(4)).build();
		final TrainedNetwork trained = new TrainedNetwork(small, RandomNetworks.weights(small, new Random(2)));
		final List<Region> covers = List.of(new Region(0, 0, 12, 12), new Region(4, 3, 12, 12));
		final IncrementalPlan plan = new IncrementalPlan(small, covers);
		assertFalse(plan.isWorthwhile());
		assertTrue(new IncrementalPlan(Architecture.ZFNET.build(10), List.of(new Region(80, 80, 50, 50))).isWorthwhile());
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Batch picture = RandomNetworks.pictures(small, 1, new Random(3));
			final float[] fill = { 1, 2, 3 };
			check(session, picture, "conv", covers, fill, plan, plainly(trained, picture, covers, fill));
		}
	}

	@Test
	void theArithmeticBoundCountsClippedRectanglesByHand() {
		final Network network = Network.input("data", new Shape(1, 6, 6)).add("conv", new Convolution(2, Window.square(3, 1,
			1))).add("flatten", new Flatten()).add("fc", new Dense(3)).build();
		// In the corner a 2 × 2 square reaches 3 × 3 units, inside 4 × 4; each takes 9 · 2 multiply-adds; then 72 · 3.
		assertEquals(9 * 18 + 216, new IncrementalPlan(network, List.of(new Region(0, 0, 2, 2))).boundMultiplyAdds());
		assertEquals((9 + 16) * 18 / 2 + 216, new IncrementalPlan(network, List.of(new Region(0, 0, 2, 2), new Region(2, 2, 2,
			2))).boundMultiplyAdds());
	}

	@Test
	void rectanglesOutsideTheInputAreRefusedInOneSentence() {
		final Random random = new Random(1);
		final TrainedNetwork trained = RandomNetworks.network(random);
		final Shape input = trained.network().inputShape();
		final String message = assertThrows(IllegalArgumentException.class, () -> {
			try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT);
				IncrementalSession covered = new IncrementalSession(session, RandomNetworks.pictures(trained.network(), 1, random),
					"softmax", List.of(new Region(input.width() - 2, 0, 3, 3))))
			{
				covered.changesPerRun();
			}
		}).getMessage();
		assertTrue(message.contains("3 × 3 pixels at " + (input.width() - 2) + ", 0"), message);
	}

	private static void checkCovers(final TrainedNetwork trained, final Batch picture, final int most, final Random random) {
		final Shape input = trained.network().inputShape();
		final List<Region> covers = new ArrayList<>();
		final int height = 1 + random.nextInt(input.height());
		final int width = random.nextBoolean() ? Math.min(height, input.width()) : 1 + random.nextInt(input.width());
		final int stride = 1 + random.nextInt(4);
		for (int y = 0; y + height <= input.height(); y += stride)
			for (int x = 0; x + width <= input.width(); x += stride)
				covers.add(new Region(x, y, width, height));
		Collections.shuffle(covers, random);
		final float[] fill = new float[input.channels()];
		for (int i = 0; i < fill.length; i++)
			fill[i] = (float) random.nextGaussian();
		final List<Node> nodes = trained.network().nodes();
		final List<Region> some = covers.subList(0, Math.min(most, covers.size()));
		final List<PlainNetwork> expected = plainly(trained, picture, some, fill);
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			for (final double cost : new double[] { PATCHES_TO_THE_END, 24, random.nextDouble() * 10 })
				check(session, picture, nodes.get(random.nextInt(nodes.size())).name(), some, fill, new IncrementalPlan(trained
					.network(), some, cost), expected);
		}
	}

	private static List<PlainNetwork> plainly(final TrainedNetwork trained, final Batch picture, final List<Region> covers,
		final float[] fill)
	{
		final Batch covered = covered(picture, covers, fill);
		return IntStream.range(0, covers.size()).mapToObj(i -> new PlainNetwork(trained, covered, i)).toList();
	}

	private static void check(final NetworkSession session, final Batch picture, final String layer,
		final List<Region> covers, final float[] fill, final IncrementalPlan plan, final List<PlainNetwork> expected)
	{
		final String last = session.network().output().name();
		final int positions = session.network().shapeOf(layer).positions();
		try (IncrementalSession incremental = new IncrementalSession(session, picture, layer, plan)) {
			final IncrementalSession.Results results = incremental.run(covers, fill);
			for (int i = 0; i < covers.size(); i++) {
				final String how = " under " + covers.get(i) + " with whole " + plan.whole();
				expected.get(i).bounded(last).check("output" + how, PlainNetwork.channelsFirst(results.outputs(), i));
				for (int c = 0; c < session.network().shapeOf(layer).channels(); c++)
					sum(expected.get(i).bounded(layer), c, positions).check("sum of map " + c + " of " + layer + how, 0, results.sums()
						.get(i, 0, 0, c));
			}
		}
	}

	/**
	 * The sum of a map. That of a covered picture is made from the clean picture's, whose values may be off by as much and are
	 * all taken off and put on once.
	 */
	private static Bounded sum(final Bounded maps, final int map, final int positions) {
		final Bounded sum = maps.sum(map * positions, positions);
		sum.errors()[0] *= 3;
		return sum;
	}

	/** Every picture written out with its cover, independent of the engine. */
	private static Batch covered(final Batch picture, final List<Region> covers, final float[] fill) {
		final Batch batch = new Batch(covers.size(), picture.shape());
		for (int i = 0; i < covers.size(); i++) {
			final Region cover = covers.get(i);
			for (int y = 0; y < picture.shape().height(); y++)
				for (int x = 0; x < picture.shape().width(); x++)
					for (int c = 0; c < fill.length; c++) {
						final boolean under = x >= cover.x() && x < cover.x() + cover.width() && y >= cover.y() && y < cover.y() + cover
							.height();
						batch.values()[batch.index(i, y, x, c)] = under ? fill[c] : picture.get(0, y, x, c);
					}
		}
		return batch;
	}

	/** Modules that split and join several times, as in SqueezeNet, on unequal sides, with all kinds of pooling. */
	private static Network branched(final Random random) {
		final Network.Builder builder = Network.input("data", new Shape(3, 33 + random.nextInt(16), 33 + random.nextInt(16)));
		builder.add("stem", new Convolution(8 + 8 * random.nextInt(2), Window.square(3 + 2 * random.nextInt(3), 1 + random
			.nextInt(2), random.nextInt(3))));
		builder.add("stem relu", new Relu());
		if (random.nextBoolean()) builder.add("pool0", new MaxPool(Window.square(3, 2).roundingUp()));
		if (random.nextBoolean()) builder.add("norm0", new LocalResponseNormalization(5, 0.1, 0.75, 2));
		for (int i = 1; i <= 3; i++) {
			builder.add("squeeze" + i, new Convolution(6, Window.square(1, 1)));
			builder.add("squeeze relu" + i, new Relu());
			builder.add("one" + i, new Convolution(6, Window.square(1, 1)), "squeeze relu" + i);
			builder.add("three" + i, new Convolution(4 + 2 * random.nextInt(3), Window.square(3, 1, 1), 2, true), "squeeze relu" +
				i);
			builder.add("average" + i, new AveragePool(Window.square(3, 1, 1), random.nextBoolean()), "squeeze relu" + i);
			builder.add("join" + i, new Concat(), "one" + i, "three" + i, "average" + i);
			builder.add("relu" + i, new Relu());
			if (random.nextInt(3) == 0 && builder.shapeOf("relu" + i).height() > 4) builder.add("pool" + i, new MaxPool(Window.square(2 + random.nextInt(2), 2, random
				.nextInt(2))));
		}
		builder.add("scores", new Convolution(7, Window.square(1, 1)));
		if (random.nextInt(4) == 0) {
			builder.add("flatten", new Flatten());
			builder.add("fc", new Dense(7));
		}
		else builder.add("global", new GlobalAveragePool());
		return builder.add("softmax", new Softmax()).build();
	}
}

package sc.fiji.zfnet.analysis.correspondence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.reference.SignDistances;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

class CorrespondenceExperimentTest {

	private static final Preprocessing MEAN = new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(
		60.0));

	private final TrainedNetwork trained = network();
	private final Classifier classifier = new Classifier(new NetworkSession(trained, EngineOptions.DEFAULT), MEAN, Labels
		.numbered(3));

	private static TrainedNetwork network() {
		final Network network = Network.input("data", new Shape(3, 20, 20)).add("conv", new Convolution(4, Window.square(3,
			1))).add("relu", new Relu()).add("flatten", new Flatten()).add("scores", new Dense(3)).add("softmax",
				new Softmax()).build();
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(5)));
	}

	@AfterEach
	void close() {
		classifier.close();
	}

	@Test
	void signsAreThoseOfTheDifferencesAndZeroDiffersFromBoth() {
		// 5 − 3, 3 − 5, 3 − 3, and a number that is none: 1, −1, 0, 0.
		final SignVector a = new SignVector(new float[] { 5, 3, 3, 1 }, new float[] { 3, 5, 3, Float.NaN }, 0, 4);
		// 1, 1, 0, −1.
		final SignVector b = new SignVector(new float[] { 9, 1, 1, 1, 1 }, new float[] { 8, 0, 0, 1, 2 }, 1, 4);
		assertEquals(4, a.size());
		assertEquals(2 / 4.0, a.hammingDistance(b));
		assertEquals(2 / 4.0, b.hammingDistance(a));
		assertEquals(0, a.hammingDistance(a));
		final SignVector zero = new SignVector(new float[4], new float[4], 0, 4);
		assertEquals(2 / 4.0, a.hammingDistance(zero));
		assertEquals(3 / 4.0, b.hammingDistance(zero));
		final SignVector opposite = new SignVector(new float[4], new float[] { 1, -1, 0, 0 }, 0, 4);
		assertEquals(1 / 2.0, a.hammingDistance(opposite), "1 and −1 differ as much as 1 and 0");
		assertThrows(IllegalArgumentException.class, () -> a.hammingDistance(new SignVector(new float[3], new float[3], 0, 3)));
	}

	@Test
	void hammingDistancesOfLongVectorsAgreeWithCounting() {
		final Random random = new Random(1);
		final int size = 200;
		final float[][] differences = new float[2][size];
		for (int i = 0; i < size; i++)
			for (int k = 0; k < 2; k++)
				differences[k][i] = random.nextInt(3) - 1;
		int different = 0;
		for (int i = 0; i < size; i++)
			if (differences[0][i] != differences[1][i]) different++;
		assertEquals((double) different / size, new SignVector(differences[0], new float[size], 0, size).hammingDistance(
			new SignVector(differences[1], new float[size], 0, size)));
	}

	@Test
	void deltaIsTheMeanOverOrderedPairsWithItsStandardError() {
		// Signs: (1, 1), (1, 0), (−1, 0): distances 1/2 between the first two and between the last two, 1 for the others.
		final List<SignVector> vectors = List.of(signs(1, 1), signs(1, 0), signs(-1, 0));
		final PartDifference delta = CorrespondenceExperiment.difference("eye", "fc", List.of(vectors));
		assertEquals(6, delta.pairs());
		assertEquals(2 / 3.0, delta.mean(), 1e-12);
		// Of 1/2 four times and 1 twice: squares 4 · (1/6)² + 2 · (1/3)² = 1/3, by 5, by 6.
		assertEquals(Math.sqrt(1 / 3.0 / 5 / 6), delta.standardError(), 1e-12);
		final PartDifference both = CorrespondenceExperiment.difference("random", "fc", List.of(vectors, List.of(signs(1, 1), signs(
			1, 1))));
		assertEquals(8, both.pairs());
		assertEquals(4 / 8.0, both.mean(), 1e-12, "only pairs within a list count");
	}

	private static SignVector signs(final float... values) {
		return new SignVector(values, new float[values.length], 0, values.length);
	}

	@Test
	void aHandWorkedPartIsHiddenWhereItIs() {
		// The map is red. Hiding (with 0, which is the mean) one pixel changes the map there alone.
		final Network network = Network.input("data", new Shape(3, 2, 2)).add("red", new Convolution(1, Window.square(1, 1)))
			.add("flatten", new Flatten()).add("sum", new Dense(2)).add("softmax", new Softmax()).build();
		final Weights weights = new Weights(network, Map.of("red", new LayerWeights(new float[] { 1, 0, 0 }, new float[1]),
			"sum", new LayerWeights(new float[8], new float[2])));
		try (Classifier red = new Classifier(new NetworkSession(new TrainedNetwork(network, weights), EngineOptions.DEFAULT),
			Preprocessing.NONE, Labels.numbered(2)))
		{
			final CorrespondenceExperiment experiment = new CorrespondenceExperiment(red).withLayers(List.of("red"))
				.withSize(1)
				.withRandomOccluders(0)
				.withSeed(0)
				.withBatchSize(2);
			// ε = (7, 0, 0, 0) and (0, 0, 0, 9): two of four signs differ.
			experiment.add(red("a", 7, 1, 1, 1), List.of(new PartPosition("a", "eye", 0, 0), new PartPosition("a", "nose", 1,
				0)));
			// The nose is 0 already: ε = (0, 0, 0, 0), against (0, 1, 0, 0) in the first picture.
			experiment.add(red("b", 1, 0, 1, 9), List.of(new PartPosition("b", "eye", 1, 1), new PartPosition("b", "nose", 1,
				0)));
			assertEquals(List.of(new PartDifference("eye", "red", 0.5, 0, 2), new PartDifference("nose", "red", 0.25, 0, 2)),
				experiment.differences());
		}
	}

	private static Picture red(final String name, final float... values) {
		return new Picture(name, 2, 2, Arrays.copyOf(values, 12));
	}

	@Test
	void differencesAgreeWithPlainLoopsWhateverTheBatch() {
		final List<Picture> pictures = List.of(picture("a", 20, 20), picture("b", 50, 31), picture("c", 23, 64));
		final Map<String, List<PartPosition>> parts = Map.of("a", List.of(part("a", "eye", 6, 7), part("a", "nose", 1, 18)),
			"b", List.of(part("b", "eye", 25, 15), part("b", "nose", 30.4, 9)), "c", List.of(part("c", "eye", 12, 30)));
		for (final int batch : new int[] { 2, 3, 16 }) {
			final CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withLayers(List.of(
				"relu", "scores"))
				.withSize(5)
				.withRandomOccluders(0)
				.withSeed(0)
				.withBatchSize(batch);
			for (final Picture picture : pictures)
				experiment.add(picture, parts.get(picture.name()));
			final List<PartDifference> differences = experiment.differences();
			assertEquals(4, differences.size());
			int row = 0;
			for (final String part : List.of("eye", "nose"))
				for (final String layer : List.of("relu", "scores")) {
					final List<Bounded> changes = new ArrayList<>();
					for (final Picture picture : pictures)
						parts.get(picture.name()).stream().filter(p -> p.part().equals(part)).forEach(p -> changes.add(change(picture,
							p, 5, layer)));
					final SignDistances expected = new SignDistances(changes);
					final PartDifference difference = differences.get(row++);
					assertEquals(part, difference.part());
					assertEquals(layer, difference.layer());
					assertEquals(expected.pairs(), difference.pairs());
					assertEquals(expected.mean(), difference.mean(), expected.meanError(), part + " at " + layer);
					assertEquals(expected.standardError(), difference.standardError(), expected.standardErrorError());
				}
		}
	}

	@Test
	void aUnitThatTheOccluderDoesNotReachHasTheSignZeroWhereverItsPictureStandsInABatch() {
		final List<PartPosition> parts = new ArrayList<>();
		for (int i = 0; i < 7; i++)
			parts.add(part("a", "part " + i, 3 + 2 * i, 4));
		final CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withLayers(List.of(
			"relu"))
				.withSize(3)
				.withRandomOccluders(0)
				.withSeed(0)
				.withBatchSize(16);
		for (final String name : List.of("a", "b"))
			experiment.add(picture(name, 20, 20), parts.stream().map(p -> part(name, p.part(), p.x(), p.y())).toList());
		// Squares of 3 pixels reach 5 × 5 of the 18 × 18 units of 4 maps at the most; all others are 0 in both pictures.
		for (final PartDifference difference : experiment.differences())
			assertTrue(difference.mean() <= 25 / (18.0 * 18), difference.toString());
	}

	/** ε of a part by definition: the picture less the picture with the mean's colour in the square. */
	private Bounded change(final Picture picture, final PartPosition part, final int size, final String layer) {
		final ScaledPicture scaled = ScaledPicture.forInput(picture, new Shape(3, 20, 20));
		final Batch input = classifier.input(scaled.centre());
		final var centre = scaled.scaling().toInput(part.x(), part.y());
		final int left = (int) Math.round(centre.x - size / 2.0);
		final int top = (int) Math.round(centre.y - size / 2.0);
		final Batch hidden = new Batch(1, input.shape(), input.values().clone());
		for (int y = Math.max(top, 0); y < Math.min(top + size, 20); y++)
			for (int x = Math.max(left, 0); x < Math.min(left + size, 20); x++)
				for (int c = 0; c < 3; c++)
					hidden.values()[hidden.index(0, y, x, c)] = 0;
		return SignDistances.change(new PlainNetwork(trained, input, 0).bounded(layer), new PlainNetwork(trained, hidden, 0)
			.bounded(layer));
	}

	@Test
	void randomOccludersDependOnTheSeedAloneAndCountEachWithItsLikes() {
		assertEquals(differences(4, List.of("a", "b", "c")), differences(4, List.of("a", "b", "c")));
		assertNotEquals(differences(4, List.of("a", "b", "c")), differences(5, List.of("a", "b", "c")));
		final PartDifference random = differences(4, List.of("a", "b", "c")).get(1);
		assertEquals(CorrespondenceExperiment.RANDOM, random.part());
		assertEquals(7 * 3 * 2, random.pairs());
		assertTrue(random.standardError() > 0);
		final Map<String, Double> means = new HashMap<>();
		for (final List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "a", "b")))
			means.put(order.get(0), differences(4, order).get(1).mean());
		assertEquals(means.get("a"), means.get("c"), 1e-12, "the order of the pictures does not matter");
	}

	private List<PartDifference> differences(final long seed, final List<String> names) {
		final CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withLayers(List.of(
			"relu"))
				.withSize(5)
				.withRandomOccluders(7)
				.withSeed(seed)
				.withBatchSize(4);
		for (final String name : names)
			experiment.add(picture(name, 20, 20), List.of(part(name, "eye", 10, 10)));
		return experiment.differences();
	}

	@Test
	void whatCannotBeComparedIsRefused() {
		final CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withLayers(List.of("relu"))
			.withSize(5)
			.withRandomOccluders(1);
		experiment.add(picture("a", 20, 20), List.of(part("a", "eye", 10, 10)));
		assertEquals("Part 'eye' is in one picture; a part in two or more pictures is required", assertThrows(
			IllegalArgumentException.class, experiment::differences).getMessage());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> experiment.add(picture("b", 20, 20), List.of(part("b",
			"random", 10, 10)))).getMessage().contains("'random'"));
		assertThrows(IllegalArgumentException.class, () -> experiment.withLayers(List.of()));
		assertThrows(IllegalArgumentException.class, () -> experiment.withLayers(List.of("pool7")));
		assertThrows(IllegalArgumentException.class, () -> experiment.withSize(0));
		assertThrows(IllegalArgumentException.class, () -> experiment.withSize(21));
		assertThrows(IllegalArgumentException.class, () -> experiment.withRandomOccluders(-1));
		assertThrows(IllegalArgumentException.class, () -> experiment.withBatchSize(0));
	}

	private static PartPosition part(final String file, final String part, final double x, final double y) {
		return new PartPosition(file, part, x, y);
	}

	private static Picture picture(final String name, final int width, final int height) {
		final float[] values = new float[3 * width * height];
		final Random random = new Random(name.hashCode());
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return new Picture(name, width, height, values);
	}
}

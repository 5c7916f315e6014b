package sc.fiji.zfnet.analysis.invariance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment.TransformedPictures;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

class InvarianceExperimentTest {

	private static final Preprocessing BGR = new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(
		50.0, 60.0, 70.0));

	private final Shape input = new Shape(3, 16, 16);
	private final Classifier classifier = classifier(BGR);
	private final Picture picture = picture(40, 30);

	private static TrainedNetwork network(final Shape input) {
		final Network network = Network.input("data", input).add("conv1", new Convolution(6, Window.square(3, 2))).add("relu1",
			new Relu()).add("pool1", new MaxPool(Window.square(2, 1))).add("flatten", new Flatten()).add("fc", new Dense(8)).add(
				"relu2", new Relu()).add("scores", new Dense(5)).add("softmax", new Softmax()).build();
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(7)));
	}

	private Classifier classifier(final Preprocessing preprocessing) {
		return new Classifier(new NetworkSession(network(input), EngineOptions.DEFAULT), preprocessing, Labels.numbered(5));
	}

	@AfterEach
	void close() {
		classifier.close();
	}

	@Test
	void identitiesAreAtDistanceZeroWithTheUnchangedProbability() {
		final float[] unchanged = classifier.averageProbabilities(List.of(sc.fiji.zfnet.picture.ScaledPicture.forInput(picture,
			input).centre()));
		for (final TransformFamily family : TransformFamily.values()) {
			final double identity = family == TransformFamily.SCALING ? 1 : 0;
			final InvarianceCurve curve = run(family, new double[] { identity - 0.5, identity, identity + 0.5 }, 16);
			for (final LayerDistances layer : curve.layers()) {
				assertEquals(0, layer.distances()[1]);
				assertTrue(layer.distances()[0] > 0 && layer.distances()[2] > 0, "others change");
			}
			assertEquals(unchanged[curve.label()], curve.probabilities()[1], 1e-7);
			assertEquals(classifier.best(unchanged, 1).get(0).index(), curve.label());
		}
	}

	@Test
	void distancesAndProbabilitiesAgreeWithPlainLoopsWhateverTheBatch() {
		final double[] values = TransformFamily.ROTATION.defaultRange(input).values();
		final List<Batch> inputs = new ArrayList<>();
		final InvarianceCurve curve = new InvarianceExperiment(classifier)
			.withLayers(List.of("relu1", "relu2", "conv1"))
			.withBatchSize(16)
			.run(picture,
			TransformFamily.ROTATION, values, OptionalInt.of(3), (value, image) -> inputs.add(classifier.input(image)),
			Progress.NONE).orElseThrow();
		assertEquals(values.length, inputs.size());
		final PlainNetwork original = new PlainNetwork(network(input), inputs.get(0), 0);
		for (int i = 0; i < values.length; i++) {
			final PlainNetwork transformed = new PlainNetwork(network(input), inputs.get(i), 0);
			for (final LayerDistances layer : curve.layers()) {
				final Bounded a = original.bounded(layer.layer());
				final Bounded b = transformed.bounded(layer.layer());
				final Bounded distance = Bounded.distance(a, b);
				distance.check(layer.layer() + " at " + values[i], 0, layer.distances()[i]);
				final Bounded zero = Bounded.exact(new double[a.values().length]);
				final Bounded lengthOfA = Bounded.distance(a, zero);
				final Bounded lengthOfB = Bounded.distance(b, zero);
				final double length = Math.hypot(lengthOfA.values()[0], lengthOfB.values()[0]);
				final double error = (distance.errors()[0] + lengthOfA.errors()[0] + lengthOfB.errors()[0]) / length;
				assertEquals(distance.values()[0] / length, layer.relative()[i], 2 * error);
			}
			transformed.bounded("softmax").check("at " + values[i], 3, curve.probabilities()[i]);
		}
		for (final int batch : new int[] { 1, 5, 64 }) {
			final InvarianceCurve other = run(TransformFamily.ROTATION, values, batch);
			for (int i = 0; i < values.length; i++) {
				final PlainNetwork transformed = new PlainNetwork(network(input), inputs.get(i), 0);
				for (int layer = 0; layer < 2; layer++) {
					final String name = other.layers().get(layer).layer();
					Bounded.distance(original.bounded(name), transformed.bounded(name)).check(name + " in batches of " + batch, 0, other
						.layers().get(layer).distances()[i]);
				}
			}
		}
	}

	@Test
	void aShiftByOneStrideOfAConvolutionShiftsTheMapAwayFromBorders() {
		final int side = 16;
		final List<Batch> maps = new ArrayList<>();
		final List<Bounded> plain = new ArrayList<>();
		new InvarianceExperiment(classifier)
			.withLayers(List.of("relu1"))
			.withBatchSize(16)
			.run(picture, TransformFamily.VERTICAL_TRANSLATION,
			new double[] { 0, 2 }, OptionalInt.empty(), (value, image) -> {
				maps.add(classifier.session().forward(classifier.input(image), "relu1"));
				plain.add(new PlainNetwork(network(input), classifier.input(image), 0).bounded("relu1"));
			}, Progress.NONE);
		final double rounding = plain.get(0).worstError() + plain.get(1).worstError();
		final Shape shape = maps.get(0).shape();
		assertEquals((side - 3) / 2 + 1, shape.height());
		for (int y = 1; y < shape.height(); y++)
			for (int x = 0; x < shape.width(); x++)
				for (int c = 0; c < shape.channels(); c++)
					assertEquals(maps.get(0).get(0, y - 1, x, c), maps.get(1).get(0, y, x, c), rounding);
	}

	@Test
	void distancesOfAHandWorkedShiftAreRight() {
		// A filter that passes red on: the map is the picture, 1 in one pixel of 4 × 4 and 0 elsewhere.
		final Network network = Network.input("data", new Shape(3, 4, 4)).add("red", new Convolution(1, Window.square(1, 1)))
			.add("flatten", new Flatten()).add("sum", new Dense(2)).add("softmax", new Softmax()).build();
		final float[] sums = new float[32];
		java.util.Arrays.fill(sums, 0, 16, 1);
		final Weights weights = new Weights(network, Map.of("red", new LayerWeights(new float[] { 1, 0, 0 }, new float[1]),
			"sum", new LayerWeights(sums, new float[2])));
		final float[] values = new float[48];
		values[5] = 1;
		try (Classifier red = new Classifier(new NetworkSession(new TrainedNetwork(network, weights), EngineOptions.DEFAULT),
			Preprocessing.NONE, Labels.numbered(2)))
		{
			final InvarianceCurve curve = new InvarianceExperiment(red)
				.withLayers(List.of("red"))
				.withBatchSize(2)
				.run(new Picture("dot", 4, 4, values),
				TransformFamily.VERTICAL_TRANSLATION, new double[] { -2, 0, 1 }, OptionalInt.empty(), TransformedPictures.IGNORED,
				Progress.NONE).orElseThrow();
			// At −2 the dot has left the picture, at 1 it is one pixel lower.
			assertArrayEquals(new double[] { 1, 0, Math.sqrt(2) }, curve.layers().get(0).distances(), 1e-6);
			assertArrayEquals(new double[] { 1, 0, 1 }, curve.layers().get(0).relative(), 1e-6);
			final double e = Math.E / (Math.E + 1);
			assertArrayEquals(new double[] { 0.5, e, e }, curve.probabilities(), 1e-6);
			assertEquals(0, curve.label());
			// Triangles of base 2 and 1 and height 1, over an extent of 3.
			assertEquals(1.5 / 3, curve.area(0), 1e-6);
		}
	}

	@Test
	void theAreaDoesNotDependOnTheScaleOfActivations() {
		final double[] distances = { 0, 3, 6 };
		final double[] relative = { 0, 0.5, 0.25 };
		final InvarianceCurve curve = new InvarianceCurve("p", new double[] { 0, 1, 4 }, List.of(new LayerDistances("a",
			distances, relative)), 0, new double[3]);
		assertEquals((0.25 + 3 * 0.375) / 4, curve.area(0), 1e-12);
		assertEquals(0.7, new InvarianceCurve("p", new double[] { 9 }, List.of(new LayerDistances("a", new double[1],
			new double[] { 0.7 })), 0, new double[1]).area(0));
	}

	@Test
	void unknownLayersAndClassesAreRefused() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new InvarianceExperiment(classifier)
			.withLayers(List.of("relu9"))
			.withBatchSize(4))
			.getMessage().startsWith("There is no layer 'relu9'"));
		assertEquals("There is no class 5; the network has 0 to 4", assertThrows(IllegalArgumentException.class,
			() -> new InvarianceExperiment(classifier)
				.withLayers(List.of("relu1"))
				.withBatchSize(4)
				.run(picture, TransformFamily.ROTATION, new double[] {
				0 }, OptionalInt.of(5), TransformedPictures.IGNORED, Progress.NONE)).getMessage());
	}

	@Test
	void uncoveredPixelsAreZeroForTheNetwork() {
		final List<Batch> inputs = new ArrayList<>();
		final var flat = new Picture("flat", 16, 16, new float[3 * 16 * 16]);
		new InvarianceExperiment(classifier)
			.withLayers(List.of("relu1"))
			.withBatchSize(4)
			.run(flat, TransformFamily.HORIZONTAL_TRANSLATION,
			new double[] { 20 }, OptionalInt.empty(), (value, image) -> inputs.add(classifier.input(image)), Progress.NONE);
		assertArrayEquals(new float[inputs.get(0).values().length], inputs.get(0).values(), 1e-6f);
	}

	private InvarianceCurve run(final TransformFamily family, final double[] values, final int batch) {
		return new InvarianceExperiment(classifier)
			.withLayers(List.of("relu1", "relu2"))
			.withBatchSize(batch)
			.run(picture, family, values, OptionalInt
			.empty(), TransformedPictures.IGNORED, Progress.NONE).orElseThrow();
	}

	private static Picture picture(final int width, final int height) {
		final float[] values = new float[3 * width * height];
		final Random random = new Random(3);
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return new Picture("picture", width, height, values);
	}
}

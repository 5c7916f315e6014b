package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainBackward;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

class TrainingSessionTest {

	private static final EngineOptions ONE_THREAD = new EngineOptions(EngineOptions.DeviceChoice.CPU, 1,
		EngineOptions.Precision.FLOAT32);
	private static final double NEVER = 1e9;

	/** Every type of layer with odd sides, strides, paddings, groups and dilations: see {@link RandomNetworks}. */
	@Property(tries = 80, seed = "8", shrinking = ShrinkingMode.OFF)
	void gradientsOfRandomNetworksAgreeWithPlainLoops(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = withoutDropout(RandomNetworks.network(random));
		Assume.that(trained.network().parameters() > 0);
		final Batch input = RandomNetworks.pictures(trained.network(), 2, random);
		checkGradients(trained, input, labels(2, trained.network().classes(), random));
	}

	@Test
	void gradientThroughSoftmaxInsideTheNetworkAgreesWithPlainLoops() {
		final TrainedNetwork trained = softmaxInside();
		final Batch input = RandomNetworks.pictures(trained.network(), 2, new Random(6));
		checkGradients(trained, input, new int[] { 2, 0 });
		checkFiniteDifferences(trained, input, 2, new Random(7));
	}

	private static TrainedNetwork softmaxInside() {
		final Network network = Network.input("data", new Shape(3, 1, 1)).add("below", new Dense(4)).add("inner",
			new Softmax()).add("scores", new Dense(3)).add("softmax", new Softmax()).build();
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(5)));
	}

	private static void checkGradients(final TrainedNetwork trained, final Batch input, final int[] labels) {
		final Weights gradients = gradients(trained, input, labels);
		final Map<String, PlainBackward.WeightGradients> expected = new PlainNetwork(trained, input, 0).gradients(labels[0]);
		for (int picture = 1; picture < labels.length; picture++)
			new PlainNetwork(trained, input, picture).gradients(labels[picture]).forEach((name, gradient) -> expected.merge(name,
				gradient, PlainBackward.WeightGradients::plus));
		expected.forEach((name, sum) -> {
			mean(sum.kernel(), labels.length).check(name, gradients.of(name).kernel());
			mean(sum.bias(), labels.length).check(name + " bias", gradients.of(name).bias());
		});
	}

	/** The loss is the mean over pictures; the engine divides by their number first. */
	private static Bounded mean(final Bounded sum, final int pictures) {
		final double[] values = sum.values().clone();
		final double[] errors = sum.errors().clone();
		for (int i = 0; i < values.length; i++) {
			values[i] /= pictures;
			errors[i] = errors[i] / pictures + 4 * Bounded.ROUNDOFF * Math.abs(values[i]);
		}
		return new Bounded(values, errors);
	}

	/** So that the plain gradients, which the engine's are held against, are gradients indeed. */
	@Property(tries = 40, seed = "9", shrinking = ShrinkingMode.OFF)
	void plainGradientsAreThoseOfFiniteDifferences(@ForAll final long seed) {
		final Random random = new Random(seed);
		final TrainedNetwork trained = withoutDropout(RandomNetworks.network(random));
		Assume.that(trained.network().parameters() > 0);
		checkFiniteDifferences(trained, RandomNetworks.pictures(trained.network(), 1, random), random.nextInt(trained.network()
			.classes()), random);
	}

	private static void checkFiniteDifferences(final TrainedNetwork trained, final Batch input, final int label,
		final Random random)
	{
		final PlainNetwork plain = new PlainNetwork(trained, input, 0);
		plain.gradients(label).forEach((name, gradient) -> {
			final LayerWeights weights = trained.weights().of(name);
			for (int n = 0; n < 4; n++) {
				final int i = random.nextInt(weights.kernel().length);
				checkFiniteDifference(name, trained, input, label, weights.kernel(), i, gradient.kernel().values()[i], plain
					.branches());
				if (weights.bias().length == 0) continue;
				final int j = random.nextInt(weights.bias().length);
				checkFiniteDifference(name + " bias", trained, input, label, weights.bias(), j, gradient.bias().values()[j], plain
					.branches());
			}
		});
	}

	/**
	 * Where a rectification or a maximum switches between the two sides, there is no derivative to compare with. Elsewhere a
	 * central difference over a step of 10⁻⁴ is off by a share of about its square, for the weights of these networks are of
	 * about 1.
	 */
	private static void checkFiniteDifference(final String what, final TrainedNetwork trained, final Batch input,
		final int label, final float[] weights, final int i, final double gradient, final List<Object> branches)
	{
		final float before = weights[i];
		weights[i] = before + 1e-4f;
		final double high = weights[i];
		final PlainNetwork up = new PlainNetwork(trained, input, 0);
		weights[i] = before - 1e-4f;
		final double low = weights[i];
		final PlainNetwork down = new PlainNetwork(trained, input, 0);
		weights[i] = before;
		if (!up.branches().equals(branches) || !down.branches().equals(branches)) return;
		final double expected = (up.loss(label) - down.loss(label)) / (high - low);
		assertEquals(expected, gradient, 1e-5 * Math.max(1, Math.abs(gradient)), what + " at " + i);
	}

	private static double loss(final TrainedNetwork trained, final Batch input, final int[] labels) {
		double loss = 0;
		for (int p = 0; p < labels.length; p++)
			loss += new PlainNetwork(trained, input, p).loss(labels[p]);
		return loss / labels.length;
	}

	private static Weights gradients(final TrainedNetwork trained, final Batch input, final int[] labels) {
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0, 0, NEVER, 1), ONE_THREAD)) {
			return session.gradients(input, labels);
		}
	}

	@Test
	void gradientThroughDropoutPassesKeptUnitsScaledAndDroppedUnitsNotAtAll() {
		final Network network = Network.input("data", new Shape(400, 1, 1)).add("dropout", new Dropout(0.25)).add("scores",
			new Dense(2)).add("softmax", new Softmax()).build();
		final Batch ones = new Batch(1, network.inputShape());
		Arrays.fill(ones.values(), 1);
		final TrainedNetwork zero = new TrainedNetwork(network, new Weights(network, Map.of("scores", new LayerWeights(
			new float[800], new float[2]))));
		// With zero weights both classes get 1/2, so the gradient by a weight of class 0 is −1/2 · the unit it reads.
		final float[] gradient = gradients(zero, ones, new int[] { 0 }).of("scores").kernel();
		int dropped = 0;
		for (int i = 0; i < 400; i++) {
			assertTrue(gradient[i] == 0 || Math.abs(gradient[i] + 0.5 / 0.75) < 1e-6, () -> "found " + Arrays.toString(
				gradient));
			assertEquals(-gradient[i], gradient[400 + i], 1e-6);
			if (gradient[i] == 0) dropped++;
		}
		assertEquals(100, dropped, 35, "dropped units of 400 at a rate of 0.25");
	}

	@Test
	void dropoutIsTheSameInBothDirections() {
		final Network network = Network.input("data", new Shape(1, 1, 1)).add("hidden", new Dense(200)).add("dropout",
			new Dropout(0.5)).add("scores", new Dense(2)).add("softmax", new Softmax()).build();
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, new Random(3)));
		final Batch one = new Batch(1, network.inputShape(), new float[] { 1 });
		final Weights gradients = gradients(trained, one, new int[] { 0 });
		int dropped = 0;
		for (int i = 0; i < 200; i++) {
			final boolean forward = gradients.of("scores").kernel()[i] == 0;
			assertEquals(forward, gradients.of("hidden").bias()[i] == 0, "unit " + i);
			if (forward) dropped++;
		}
		assertEquals(100, dropped, 35);
	}

	@Test
	void dropoutDiffersFromStepToStep() {
		final Network network = Network.input("data", new Shape(100, 1, 1)).add("dropout", new Dropout(0.5)).add("scores",
			new Dense(2)).add("softmax", new Softmax()).build();
		final Batch pictures = RandomNetworks.pictures(network, 1, new Random(1));
		try (TrainingSession session = new TrainingSession(new TrainedNetwork(network, RandomNetworks.weights(network,
			new Random(2))), new TrainingOptions(0, 0, NEVER, 1), ONE_THREAD))
		{
			assertEquals(session.step(pictures, new int[] { 0 }, 0).pictures(), 1);
			final float[] first = session.gradients(pictures, new int[] { 0 }).of("scores").kernel();
			session.step(pictures, new int[] { 0 }, 0);
			final float[] second = session.gradients(pictures, new int[] { 0 }).of("scores").kernel();
			int same = 0;
			for (int i = 0; i < 100; i++)
				if ((first[i] == 0) == (second[i] == 0)) same++;
			assertEquals(50, same, 25);
		}
	}

	@Test
	void lossAndRightOnesAreThoseOfPlainLoops() {
		final Random random = new Random(11);
		final TrainedNetwork trained = withoutDropout(RandomNetworks.network(random));
		final Batch input = RandomNetworks.pictures(trained.network(), 8, random);
		final int[] labels = labels(8, trained.network().classes(), random);
		int right = 0;
		for (int p = 0; p < 8; p++) {
			final double[] probabilities = new PlainNetwork(trained, input, p).output(trained.network().output().name());
			int best = 0;
			for (int c = 1; c < probabilities.length; c++)
				if (probabilities[c] > probabilities[best]) best = c;
			if (best == labels[p]) right++;
		}
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0, 0, NEVER, 1), ONE_THREAD)) {
			final Outcome evaluated = session.evaluate(input, labels);
			assertEquals(loss(trained, input, labels), evaluated.meanLoss(), 1e-4);
			assertEquals(right, evaluated.top1());
			assertEquals(8, evaluated.pictures());
			final Outcome stepped = session.step(input, labels, 0.1);
			assertEquals(evaluated.loss(), stepped.loss(), 1e-3);
			assertEquals(right, stepped.top1());
			assertNotEquals(evaluated.loss(), session.evaluate(input, labels).loss(), 1e-6);
		}
	}

	@Test
	void amongTheFiveBestATieGoesToTheLowerIndex() {
		final Network network = Network.input("data", new Shape(1, 1, 1)).add("scores", new Dense(7)).add("softmax",
			new Softmax()).build();
		final TrainedNetwork zero = new TrainedNetwork(network, new Weights(network, Map.of("scores", new LayerWeights(
			new float[7], new float[7]))));
		try (TrainingSession session = new TrainingSession(zero, new TrainingOptions(0, 0, NEVER, 1), ONE_THREAD)) {
			final Outcome outcome = session.evaluate(new Batch(3, network.inputShape()), new int[] { 0, 4, 5 });
			assertEquals(1, outcome.top1());
			assertEquals(2, outcome.top5());
			assertEquals(3 * Math.log(7), outcome.loss(), 1e-5);
		}
	}

	/** One weight, one input of 1, two classes with the other weight 0: all can be worked out by hand. */
	@Test
	void momentumAndDecayFollowHandArithmetic() {
		final Network network = Network.input("data", new Shape(1, 1, 1)).add("scores", new Dense(2, false)).add("softmax",
			new Softmax()).build();
		final TrainedNetwork start = new TrainedNetwork(network, new Weights(network, Map.of("scores", new LayerWeights(
			new float[] { 0.5f, -0.25f }, new float[0]))));
		final Batch one = new Batch(1, network.inputShape(), new float[] { 1 });
		final double momentum = 0.9;
		final double decay = 0.01;
		final double[] w = { 0.5, -0.25 };
		final double[] v = new double[2];
		try (TrainingSession session = new TrainingSession(start, new TrainingOptions(momentum, decay, NEVER, 1),
			ONE_THREAD))
		{
			for (final double rate : new double[] { 0.3, 0.3, 0.1 }) {
				final double p = 1 / (1 + Math.exp(w[1] - w[0]));
				final double[] gradient = { p - 1, 1 - p };
				for (int i = 0; i < 2; i++) {
					v[i] = momentum * v[i] + gradient[i] + decay * w[i];
					w[i] -= rate * v[i];
				}
				session.step(one, new int[] { 0 }, rate);
				final TrainingState state = session.state();
				for (int i = 0; i < 2; i++) {
					assertEquals(w[i], state.weights().of("scores").kernel()[i], 1e-6);
					assertEquals(v[i], state.momenta().of("scores").kernel()[i], 1e-6);
				}
			}
			assertEquals(3, session.state().steps());
		}
	}

	@Test
	void biasesDoNotDecay() {
		final Network network = Network.input("data", new Shape(1, 1, 1)).add("scores", new Dense(2)).add("softmax",
			new Softmax()).build();
		final TrainedNetwork start = new TrainedNetwork(network, new Weights(network, Map.of("scores", new LayerWeights(
			new float[] { 1, 1 }, new float[] { 3, 3 }))));
		try (TrainingSession session = new TrainingSession(start, new TrainingOptions(0, 0.5, NEVER, 1), ONE_THREAD)) {
			session.step(new Batch(1, network.inputShape()), new float[] { 0.5f, 0.5f }, 1);
			assertArrayEquals(new float[] { 0.5f, 0.5f }, session.trained().weights().of("scores").kernel(), 1e-6f);
			assertArrayEquals(new float[] { 3, 3 }, session.trained().weights().of("scores").bias(), 1e-6f);
		}
	}

	@Test
	void importanceWeighsPicturesLikeRepeatingThem() {
		final Random random = new Random(4);
		final TrainedNetwork trained = withoutDropout(RandomNetworks.network(random));
		final Batch two = RandomNetworks.pictures(trained.network(), 2, random);
		final int size = two.shape().size();
		final float[] repeated = new float[4 * size];
		for (int p = 0; p < 4; p++)
			System.arraycopy(two.values(), p == 0 ? 0 : size, repeated, p * size, size);
		final TrainingOptions options = new TrainingOptions(0, 0, NEVER, 1);
		try (TrainingSession weighted = new TrainingSession(trained, options, ONE_THREAD);
			TrainingSession plain = new TrainingSession(trained, options, ONE_THREAD))
		{
			weighted.step(two, new int[] { 0, 1 }, new float[] { 1, 3 }, 0.1);
			plain.step(new Batch(4, two.shape(), repeated), new int[] { 0, 1, 1, 1 }, 0.1);
			final Map<String, PlainBackward.WeightGradients> first = new PlainNetwork(trained, two, 0).gradients(0);
			final Map<String, PlainBackward.WeightGradients> second = new PlainNetwork(trained, two, 1).gradients(1);
			for (final String name : first.keySet())
				for (final TrainingSession session : List.of(weighted, plain)) {
					final LayerWeights found = session.trained().weights().of(name);
					stepped(trained.weights().of(name).kernel(), first.get(name).kernel(), second.get(name).kernel()).check(name, found
						.kernel());
					stepped(trained.weights().of(name).bias(), first.get(name).bias(), second.get(name).bias()).check(name, found.bias());
				}
		}
	}

	/** Weights after a step at a rate of 0.1 by gradients of which the second counts three times. */
	private static Bounded stepped(final float[] weights, final Bounded first, final Bounded second) {
		final Bounded sum = first.plus(second).plus(second).plus(second);
		final Bounded result = Bounded.exact(new double[weights.length]);
		for (int i = 0; i < weights.length; i++) {
			result.values()[i] = weights[i] - 0.1 * sum.values()[i] / 4;
			result.errors()[i] = 0.1 * sum.errors()[i] / 4 + 8 * Bounded.ROUNDOFF * (Math.abs(weights[i]) + Math.abs(sum
				.values()[i]));
		}
		return result;
	}

	@Test
	void filtersBeyondTheClipAreScaledBackToItAndOthersAreLeft() {
		final Network network = tiny();
		final Weights weights = RandomNetworks.weights(network, new Random(1));
		final float[] kernel = weights.of("conv1").kernel();
		final int size = kernel.length / 4;
		for (int f = 0; f < 4; f++)
			scaleTo(kernel, f * size, size, 0.05 * (f + 1));
		final float[] before = kernel.clone();
		final Batch pictures = RandomNetworks.pictures(network, 2, new Random(2));
		try (TrainingSession session = new TrainingSession(new TrainedNetwork(network, weights), new TrainingOptions(0.9, 0,
			0.12, 1), ONE_THREAD))
		{
			session.step(pictures, new int[] { 0, 1 }, 0);
			final float[] after = session.trained().weights().of("conv1").kernel();
			for (int f = 0; f < 4; f++) {
				final double found = rms(after, f * size, size);
				assertEquals(Math.min(0.12, 0.05 * (f + 1)), found, 1e-6, "filter " + f);
				for (int i = f * size; i < (f + 1) * size; i++)
					assertEquals(before[i] * found / (0.05 * (f + 1)), after[i], 1e-6);
			}
			assertArrayEquals(weights.of("scores").kernel(), session.trained().weights().of("scores").kernel());
			for (int step = 0; step < 20; step++)
				session.step(pictures, new int[] { 0, 1 }, 0.5);
			for (int f = 0; f < 4; f++)
				assertTrue(rms(session.trained().weights().of("conv1").kernel(), f * size, size) < 0.12 + 1e-6);
		}
	}

	private static void scaleTo(final float[] values, final int first, final int count, final double rms) {
		final double factor = rms / rms(values, first, count);
		for (int i = first; i < first + count; i++)
			values[i] *= (float) factor;
	}

	private static double rms(final float[] values, final int first, final int count) {
		double sum = 0;
		for (int i = first; i < first + count; i++)
			sum += (double) values[i] * values[i];
		return Math.sqrt(sum / count);
	}

	@Test
	void tinyNetworkLearnsTwentyPicturesByHeart() {
		final Network network = tiny();
		final Batch pictures = RandomNetworks.pictures(network, 20, new Random(8));
		final int[] labels = labels(20, 4, new Random(9));
		try (TrainingSession session = new TrainingSession(new TrainedNetwork(network, RandomNetworks.weights(network,
			new Random(10))), new TrainingOptions(0.9, 0, 10, 3), ONE_THREAD))
		{
			for (int step = 0; step < 150; step++)
				session.step(pictures, labels, 0.05);
			assertEquals(20, session.evaluate(pictures, labels).top1());
			assertTrue(session.evaluate(pictures, labels).meanLoss() < 0.1);
		}
	}

	@Test
	void sameSeedOnOneThreadGivesTheSameWeights() {
		assertSame(after(10, 7), after(10, 7), 0);
		assertNotEquals(after(10, 7).weights().of("conv1").kernel()[0], after(10, 8).weights().of("conv1").kernel()[0]);
	}

	@Test
	void restoredStateGoesOnAsIfNotInterrupted() {
		final Network network = tiny();
		final Batch pictures = RandomNetworks.pictures(network, 6, new Random(1));
		final int[] labels = labels(6, 4, new Random(2));
		final TrainingState half;
		try (TrainingSession session = session(network, 7)) {
			for (int step = 0; step < 5; step++)
				session.step(pictures, labels, 0.02);
			half = session.state();
		}
		try (TrainingSession session = session(network, 7)) {
			session.restore(half);
			for (int step = 0; step < 5; step++)
				session.step(pictures, labels, 0.02);
			assertSame(after(10, 7), session.trained(), 0);
		}
	}

	private static TrainedNetwork after(final int steps, final long seed) {
		final Network network = tiny();
		final Batch pictures = RandomNetworks.pictures(network, 6, new Random(1));
		final int[] labels = labels(6, 4, new Random(2));
		try (TrainingSession session = session(network, seed)) {
			for (int step = 0; step < steps; step++)
				session.step(pictures, labels, 0.02);
			return session.trained();
		}
	}

	private static TrainingSession session(final Network network, final long seed) {
		return new TrainingSession(new TrainedNetwork(network, RandomNetworks.weights(network, new Random(3))),
			new TrainingOptions(0.9, 1e-3, 0.5, seed), ONE_THREAD);
	}

	@Test
	void divergenceStopsAtOnceWithASentence() {
		final Network network = tiny();
		final Batch pictures = RandomNetworks.pictures(network, 4, new Random(1));
		try (TrainingSession session = session(network, 1)) {
			final DivergenceException stopped = assertThrows(DivergenceException.class, () -> {
				for (int step = 0; step < 50; step++)
					session.step(pictures, new int[] { 0, 1, 2, 3 }, 1e30);
			});
			assertTrue(stopped.getMessage().contains("rate of 1.0E30"), stopped::getMessage);
		}
	}

	@Test
	void networkWithoutSoftmaxAtItsEndIsRefused() {
		final Network network = Network.input("data", new Shape(2, 1, 1)).add("scores", new Dense(2)).build();
		final TrainedNetwork trained = new TrainedNetwork(network, RandomNetworks.weights(network, new Random(1)));
		final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new TrainingSession(
			trained, new TrainingOptions(0, 0, 1, 1), ONE_THREAD));
		assertTrue(refused.getMessage().contains("'scores' (Dense"), refused::getMessage);
	}

	@Test
	void labelsBeyondTheClassesAreRefused() {
		final Network network = tiny();
		try (TrainingSession session = session(network, 1)) {
			final Batch pictures = RandomNetworks.pictures(network, 1, new Random(1));
			assertThrows(IllegalArgumentException.class, () -> session.step(pictures, new int[] { 4 }, 0.1));
			assertThrows(IllegalArgumentException.class, () -> session.step(pictures, new int[] { 0, 1 }, 0.1));
		}
	}

	private static Network tiny() {
		return Network.input("data", new Shape(3, 12, 12)).add("conv1", new Convolution(4, Window.square(3, 1, 1))).add("relu1",
			new Relu()).add("pool1", new MaxPool(Window.square(3, 2).roundingUp())).add("norm1",
				new LocalResponseNormalization(5, 1e-2, 0.75, 2)).add("flatten", new Flatten()).add("hidden", new Dense(32)).add(
					"relu2", new Relu()).add("dropout", new Dropout(0.2)).add("scores", new Dense(4)).add("softmax", new Softmax())
			.build();
	}

	private static TrainedNetwork withoutDropout(final TrainedNetwork trained) {
		final Network old = trained.network();
		final Network.Builder builder = Network.input(old.inputName(), old.inputShape());
		for (final Node node : old.nodes())
			builder.add(node.name(), node.layer() instanceof Dropout ? new Dropout(0) : node.layer(), node.inputs().toArray(
				String[]::new));
		return new TrainedNetwork(builder.build(), trained.weights());
	}

	private static int[] labels(final int count, final int classes, final Random random) {
		return random.ints(count, 0, classes).toArray();
	}

	private static void assertSame(final TrainedNetwork expected, final TrainedNetwork actual, final float tolerance) {
		final Map<String, LayerWeights> found = new HashMap<>(actual.weights().asMap());
		for (final Map.Entry<String, LayerWeights> entry : expected.weights().asMap().entrySet())
			for (final boolean bias : List.of(false, true)) {
				final LayerWeights other = found.get(entry.getKey());
				final float[] one = bias ? entry.getValue().bias() : entry.getValue().kernel();
				final float[] two = bias ? other.bias() : other.kernel();
				if (tolerance == 0) assertArrayEquals(one, two, entry.getKey());
				else assertArrayEquals(one, two, tolerance, entry.getKey());
			}
	}
}

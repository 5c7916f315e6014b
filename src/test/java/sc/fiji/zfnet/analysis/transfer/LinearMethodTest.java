package sc.fiji.zfnet.analysis.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.zfnet.analysis.Argmax;

/** Linear classifiers against plain gradient descent on the same objective. */
class LinearMethodTest {

	private static final int LENGTH = 4;

	private final double[][] vectors = new double[24][LENGTH];
	private final int[] labels = new int[24];

	/** Three overlapping clouds; some values are zero. */
	private void make(final int classes) {
		final Random random = new Random(classes);
		for (int i = 0; i < vectors.length; i++) {
			// Not in the order of their indices, as a library may order classes by when they come.
			labels[i] = (2 + i * 5) % classes;
			for (int k = 0; k < LENGTH; k++)
				vectors[i][k] = k == LENGTH - 1 && i % 3 == 0 ? 0 : 0.7 * random.nextGaussian() + (k == labels[i] ? 1 : 0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "2,1", "3,0.1", "3,1", "3,10" })
	void softmaxReachesTheOptimumOfGradientDescent(final int classes, final double cost) {
		make(classes);
		final double[][] expected = descend(classes, cost, LinearMethodTest::softmaxSlopes);
		assertWeights(expected, LinearMethod.SOFTMAX.fit(vectors, labels, classes, cost), 2e-4);
	}

	@ParameterizedTest
	@CsvSource({ "2,1", "3,0.1", "3,1", "3,10" })
	void theSupportVectorMachineReachesTheOptimumOfGradientDescent(final int classes, final double cost) {
		make(classes);
		final double[][] expected = descend(classes, cost, LinearMethodTest::hingeSlopes);
		assertWeights(expected, LinearMethod.SVM.fit(vectors, labels, classes, cost), 2e-3);
	}

	private static void assertWeights(final double[][] expected, final LinearClassifier found, final double tolerance) {
		for (int c = 0; c < expected.length; c++) {
			for (int k = 0; k < LENGTH; k++)
				assertEquals(expected[c][k], found.weights()[c][k], tolerance, "class " + c + " feature " + k);
			assertEquals(expected[c][LENGTH], found.biases()[c], tolerance, "bias of class " + c);
		}
	}

	private interface Slopes {

		/** Of the loss of one vector by the scores. */
		double[] of(double[] scores, int label);
	}

	private static double[] softmaxSlopes(final double[] scores, final int label) {
		double sum = 0;
		for (final double score : scores)
			sum += Math.exp(score);
		final double[] slopes = new double[scores.length];
		for (int c = 0; c < slopes.length; c++)
			slopes[c] = Math.exp(scores[c]) / sum - (c == label ? 1 : 0);
		return slopes;
	}

	private static double[] hingeSlopes(final double[] scores, final int label) {
		final double[] slopes = new double[scores.length];
		for (int c = 0; c < slopes.length; c++) {
			final double sign = c == label ? 1 : -1;
			slopes[c] = -2 * sign * Math.max(0, 1 - sign * scores[c]);
		}
		return slopes;
	}

	/** Minimises ½ ‖w‖² + cost · loss, biases among the weights, with small steps until nothing changes. */
	private double[][] descend(final int classes, final double cost, final Slopes slopes) {
		final double[][] weights = new double[classes][LENGTH + 1];
		final double step = 1 / (1 + 200 * cost);
		for (int round = 0; round < 40_000; round++) {
			final double[][] gradient = new double[classes][];
			for (int c = 0; c < classes; c++)
				gradient[c] = weights[c].clone();
			for (int i = 0; i < vectors.length; i++) {
				final double[] scores = new double[classes];
				for (int c = 0; c < classes; c++) {
					scores[c] = weights[c][LENGTH];
					for (int k = 0; k < LENGTH; k++)
						scores[c] += weights[c][k] * vectors[i][k];
				}
				final double[] slope = slopes.of(scores, labels[i]);
				for (int c = 0; c < classes; c++) {
					for (int k = 0; k < LENGTH; k++)
						gradient[c][k] += cost * slope[c] * vectors[i][k];
					gradient[c][LENGTH] += cost * slope[c];
				}
			}
			for (int c = 0; c < classes; c++)
				for (int k = 0; k <= LENGTH; k++)
					weights[c][k] -= step * gradient[c][k];
		}
		return weights;
	}

	@Test
	void theCostIsTheLowestThatKnowsMostOfTheFifthPartHeldBack() {
		for (final LinearMethod method : LinearMethod.values()) {
			make(3);
			double best = 0;
			int most = -1;
			// Of each class, the fifth vector is held back.
			final int[] seen = new int[3];
			final boolean[] back = new boolean[24];
			int held = 0;
			for (int i = 0; i < 24; i++) {
				back[i] = ++seen[labels[i]] == 5;
				if (back[i]) held++;
			}
			assertEquals(3, held);
			for (final double cost : new double[] { 0.01, 0.1, 1, 10, 100 }) {
				final double[][] rest = new double[21][];
				final int[] restLabels = new int[21];
				for (int i = 0, to = 0; i < 24; i++)
					if (!back[i]) {
						rest[to] = vectors[i];
						restLabels[to++] = labels[i];
					}
				final LinearClassifier classifier = method.fit(rest, restLabels, 3, cost);
				int known = 0;
				for (int i = 0; i < 24; i++)
					if (back[i] && Argmax.of(classifier.scores(vectors[i])) == labels[i]) known++;
				if (known > most) {
					most = known;
					best = cost;
				}
			}
			final LinearClassifier expected = method.fit(vectors, labels, 3, best);
			final LinearClassifier found = method.fit(vectors, labels, 3);
			for (int c = 0; c < 3; c++)
				assertArrayEquals(expected.weights()[c], found.weights()[c], 1e-9);
		}
	}

	@ParameterizedTest
	@CsvSource({ "2,30", "3,30", "3,3" })
	void theShortWayThroughInnerProductsGivesTheSameClassifier(final int classes, final int count) {
		final Random random = new Random(7);
		final int length = 40;
		final float[][] long_ = new float[count][length];
		final int[] classOf = new int[count];
		for (int i = 0; i < count; i++) {
			classOf[i] = i % classes;
			for (int k = 0; k < length; k++)
				long_[i][k] = Math.max(0, (float) random.nextGaussian() * 5 + 3 + (k % classes == classOf[i] ? 4 : 0));
		}
		final LinearSpace direct = LinearSpace.direct(long_);
		final LinearSpace reduced = LinearSpace.reduced(long_, LinearSpace.products(long_));
		for (final LinearMethod method : LinearMethod.values()) {
			final LinearClassifier plain = direct.ofVectors(method.fit(direct.coordinates(), classOf, classes, 1));
			final LinearClassifier fitted = method.fit(reduced.coordinates(), classOf, classes, 1);
			final LinearClassifier shorter = reduced.ofVectors(fitted);
			for (int i = 0; i < count; i++)
				assertArrayEquals(fitted.scores(reduced.coordinates()[i]), shorter.scores(long_[i]), 1e-5);
			final float[] other = new float[length];
			for (int k = 0; k < length; k++)
				other[k] = random.nextFloat() * 9;
			assertArrayEquals(plain.scores(other), shorter.scores(other), 5e-3);
		}
	}

	@Test
	void coordinatesHaveAMeanOfZeroAndAMeanSquaredLengthOfOne() {
		final float[][] two = { { 3, 0, 1 }, { 3, 4, 1 } }; // centred: (0, −2, 0) and (0, 2, 0)
		assertArrayEquals(new double[] { 0, -1, 0 }, LinearSpace.direct(two).coordinates()[0], 1e-12);
		final double[][] reduced = LinearSpace.reduced(two, LinearSpace.products(two)).coordinates();
		assertArrayEquals(new double[] { 1, 0 }, reduced[0], 1e-6);
		assertEquals(-1, reduced[1][0], 1e-6);
		assertEquals(0, reduced[1][1], 1e-3);
	}

	@Test
	void productsAreThoseOfTwoPlainLoops() {
		final Random random = new Random(3);
		final float[][] vectors = new float[5][600];
		for (final float[] vector : vectors)
			for (int k = 0; k < vector.length; k++)
				vector[k] = Math.max(0, (float) random.nextGaussian());
		final double[][] products = LinearSpace.products(vectors);
		for (int i = 0; i < 5; i++)
			for (int j = 0; j < 5; j++) {
				double sum = 0;
				for (int k = 0; k < 600; k++)
					sum += (double) vectors[i][k] * vectors[j][k];
				assertEquals(sum, products[i][j], 1e-9);
			}
	}

	@Test
	void equalVectorsDoNoHarm() {
		final float[][] same = { { 1, 2, 3, 4, 5 }, { 1, 2, 3, 4, 5 }, { 1, 2, 3, 4, 5 }, { 1, 2, 3, 4, 5 } };
		for (final LinearMethod method : LinearMethod.values()) {
			final LinearSpace space = LinearSpace.of(same);
			final double[] scores = space.ofVectors(method.fit(space.coordinates(), new int[] { 0, 1, 0, 1 }, 2)).scores(same[0]);
			assertEquals(scores[0], scores[1], 1e-3);
		}
	}

	@Test
	void anUnknownMethodIsAnsweredWithThoseThatThereAre() {
		assertEquals(LinearMethod.SVM, LinearMethod.of("SVM"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> LinearMethod.of("tree")).getMessage().contains(
			"softmax, svm"));
	}
}

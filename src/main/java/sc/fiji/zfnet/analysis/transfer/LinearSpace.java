package sc.fiji.zfnet.analysis.transfer;

import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Training vectors in the smallest number of coordinates that a linear classifier with a penalty on the norm of its
 * weights needs: such weights are always a linear combination of training vectors, so one coordinate per vector is enough,
 * however long the vectors are.
 * <p>
 * The mean of the training vectors is subtracted, and all vectors are divided by one number that makes their mean squared
 * length 1. Dividing each feature by its own standard deviation would inflate features that are hardly ever active, and
 * dividing each vector by its own length would not be linear. A common factor can be absorbed into the classifier's
 * weights and biases, so it needs no layer in a network, and the same costs suit all layers.
 * </p>
 */
final class LinearSpace {

	/** Added to the squared lengths, so that equal vectors and vectors that sum to zero cause no failure. */
	private static final double JITTER = 1e-8;

	private static final int BLOCK = 256;

	private final float[][] vectors;
	private final double[] mean;
	private final double scale;
	private final double[][] coordinates;
	private final boolean reduced;

	private LinearSpace(final float[][] vectors, final double[] mean, final double scale, final double[][] coordinates,
		final boolean reduced)
	{
		this.vectors = vectors;
		this.mean = mean;
		this.scale = scale;
		this.coordinates = coordinates;
		this.reduced = reduced;
	}

	/** The space of training vectors, computed in the cheaper way. */
	static LinearSpace of(final float[][] vectors) {
		return vectors[0].length <= vectors.length ? direct(vectors) : reduced(vectors, products(vectors));
	}

	/** With the features as coordinates. */
	static LinearSpace direct(final float[][] vectors) {
		final double[] mean = mean(vectors);
		final double[][] coordinates = new double[vectors.length][mean.length];
		double squares = 0;
		for (int i = 0; i < vectors.length; i++)
			for (int k = 0; k < mean.length; k++) {
				coordinates[i][k] = vectors[i][k] - mean[k];
				squares += coordinates[i][k] * coordinates[i][k];
			}
		final double scale = scale(squares / vectors.length);
		for (final double[] coordinate : coordinates)
			for (int k = 0; k < mean.length; k++)
				coordinate[k] /= scale;
		return new LinearSpace(vectors, mean, scale, coordinates, false);
	}

	/**
	 * With one coordinate per vector: the rows of the Cholesky factor of their inner products.
	 *
	 * @param vectors the vectors
	 * @param products the pairwise inner products; see {@link #products}
	 */
	static LinearSpace reduced(final float[][] vectors, final double[][] products) {
		final int count = vectors.length;
		final double[] means = new double[count];
		double all = 0;
		for (int i = 0; i < count; i++) {
			for (int j = 0; j < count; j++)
				means[i] += products[i][j] / count;
			all += means[i] / count;
		}
		double squares = 0;
		for (int i = 0; i < count; i++)
			squares += products[i][i] - 2 * means[i] + all;
		final double scale = scale(squares / count);
		final double[][] centred = new double[count][count];
		for (int i = 0; i < count; i++) {
			for (int j = 0; j <= i; j++)
				centred[i][j] = centred[j][i] = (products[i][j] - means[i] - means[j] + all) / (scale * scale);
			centred[i][i] += JITTER;
		}
		final double[][] rows = new CholeskyDecomposition(new Array2DRowRealMatrix(centred, false), JITTER, JITTER * JITTER)
			.getL().getData();
		return new LinearSpace(vectors, mean(vectors), scale, rows, true);
	}

	/** If all vectors are equal, there is no length to divide by. */
	private static double scale(final double meanSquare) {
		return meanSquare > 0 ? Math.sqrt(meanSquare) : 1;
	}

	private static double[] mean(final float[][] vectors) {
		final double[] mean = new double[vectors[0].length];
		for (final float[] vector : vectors)
			for (int k = 0; k < mean.length; k++)
				mean[k] += vector[k];
		for (int k = 0; k < mean.length; k++)
			mean[k] /= vectors.length;
		return mean;
	}

	/**
	 * The pairwise inner products of the vectors. Features that are zero, as most are after a ReLU, cost nothing.
	 */
	static double[][] products(final float[][] vectors) {
		final int count = vectors.length;
		final int length = vectors[0].length;
		final double[][] products = new double[count][count];
		for (int start = 0; start < length; start += BLOCK) {
			final int first = start;
			final double[][] features = new double[Math.min(BLOCK, length - start)][count];
			for (int i = 0; i < count; i++)
				for (int k = 0; k < features.length; k++)
					features[k][i] = vectors[i][first + k];
			IntStream.range(0, count).parallel().forEach(i -> {
				final double[] row = products[i];
				for (final double[] feature : features) {
					final double factor = feature[i];
					if (factor == 0) continue;
					for (int j = 0; j <= i; j++)
						row[j] += factor * feature[j];
				}
			});
		}
		for (int i = 0; i < count; i++)
			for (int j = 0; j < i; j++)
				products[j][i] = products[i][j];
		return products;
	}

	/** The training vectors. */
	double[][] coordinates() {
		return coordinates;
	}

	/** Converts a classifier of coordinates to a classifier of the original vectors. */
	LinearClassifier ofVectors(final LinearClassifier ofCoordinates) {
		final double[][] weights = new double[ofCoordinates.weights().length][];
		final double[] biases = ofCoordinates.biases().clone();
		for (int c = 0; c < weights.length; c++) {
			weights[c] = reduced ? expanded(ofCoordinates.weights()[c]) : ofCoordinates.weights()[c].clone();
			for (int k = 0; k < mean.length; k++) {
				weights[c][k] /= scale;
				biases[c] -= weights[c][k] * mean[k];
			}
		}
		return new LinearClassifier(weights, biases);
	}

	/** The linear combination of scaled training vectors that has the given coordinates; first solves for its coefficients. */
	private double[] expanded(final double[] weights) {
		final int count = vectors.length;
		final double[] factors = weights.clone();
		for (int i = count - 1; i >= 0; i--) {
			factors[i] /= coordinates[i][i];
			for (int j = 0; j < i; j++)
				factors[j] -= factors[i] * coordinates[i][j];
		}
		final double[] sum = new double[mean.length];
		for (int i = 0; i < count; i++)
			for (int k = 0; k < sum.length; k++)
				sum[k] += factors[i] * (vectors[i][k] - mean[k]) / scale;
		return sum;
	}
}

package sc.fiji.zfnet.analysis.transfer;

import java.util.Arrays;

import com.github.lbfgs4j.LbfgsMinimizer;
import com.github.lbfgs4j.liblbfgs.Function;
import com.github.lbfgs4j.liblbfgs.Lbfgs;
import com.github.lbfgs4j.liblbfgs.LbfgsConstant;

import sc.fiji.zfnet.network.SoftmaxSum;

/**
 * Trains multinomial logistic regression with L-BFGS (Liu and Nocedal 1989).
 * <p>
 * The paper's softmax is a layer trained by gradient descent on random batches. On frozen features, its objective is
 * convex. Gradient descent would approach the single optimum with a learning rate, batch size and number of epochs that
 * must be chosen for each layer, because the scale of features differs by orders of magnitude. L-BFGS reaches the optimum
 * in a few tens of steps without such choices and is reproducible, so that layers and numbers of pictures are compared
 * rather than settings. It works in the coordinates of {@link LinearSpace}, one per training picture, whereas a network
 * would process the features in their full length.
 * </p>
 */
final class SoftmaxRegression implements Function {

	/** Maximum norm of the gradient, for weights of length 1. */
	private static final double TOLERANCE = 1e-6;

	private final double[][] vectors;
	private final int[] labels;
	private final int[] lengths;
	private final int classes;
	private final int stride;
	private final double decay;
	private double[] point = {};
	private double[] gradient;
	private double value;

	private SoftmaxRegression(final double[][] vectors, final int[] labels, final int classes, final double cost) {
		this.vectors = vectors;
		this.labels = labels;
		this.classes = classes;
		lengths = Arrays.stream(vectors).mapToInt(SoftmaxRegression::length).toArray();
		stride = vectors[0].length + 1;
		// With the mean loss instead of the sum, the tolerance is meaningful for any number of vectors.
		decay = 1 / (cost * vectors.length);
	}

	/** Length without trailing zeros. */
	private static int length(final double[] vector) {
		int length = vector.length;
		while (length > 0 && vector[length - 1] == 0) length--;
		return length;
	}

	/** See {@link LinearMethod#fit(double[][], int[], int, double)}. */
	static LinearClassifier fit(final double[][] vectors, final int[] labels, final int classes, final double cost) {
		final SoftmaxRegression regression = new SoftmaxRegression(vectors, labels, classes, cost);
		final double[] solution = new LbfgsMinimizer(settings(), false).minimize(regression);
		final double[][] weights = new double[classes][];
		final double[] biases = new double[classes];
		for (int c = 0; c < classes; c++) {
			weights[c] = Arrays.copyOfRange(solution, c * regression.stride, (c + 1) * regression.stride - 1);
			biases[c] = solution[(c + 1) * regression.stride - 1];
		}
		return new LinearClassifier(weights, biases);
	}

	private static LbfgsConstant.LBFGS_Param settings() {
		final LbfgsConstant.LBFGS_Param settings = new LbfgsConstant.LBFGS_Param(Lbfgs.defaultParams());
		settings.epsilon = TOLERANCE;
		return settings;
	}

	@Override
	public int getDimension() {
		return classes * stride;
	}

	@Override
	public double valueAt(final double[] x) {
		evaluate(x);
		return value;
	}

	@Override
	public double[] gradientAt(final double[] x) {
		evaluate(x);
		return gradient.clone();
	}

	/** Computes the value and the gradient together, because the optimiser requests them separately. */
	private void evaluate(final double[] x) {
		if (Arrays.equals(x, point)) return;
		point = x.clone();
		gradient = new double[x.length];
		value = 0;
		for (int k = 0; k < x.length; k++) {
			value += decay / 2 * x[k] * x[k];
			gradient[k] = decay * x[k];
		}
		for (int i = 0; i < vectors.length; i++)
			add(vectors[i], lengths[i], labels[i], x);
	}

	private void add(final double[] vector, final int length, final int label, final double[] x) {
		final double[] scores = new double[classes];
		for (int c = 0; c < classes; c++) {
			double score = x[(c + 1) * stride - 1];
			for (int k = 0, at = c * stride; k < length; k++)
				score += x[at + k] * vector[k];
			scores[c] = score;
		}
		final SoftmaxSum sum = SoftmaxSum.of(classes, c -> scores[c]);
		value += sum.crossEntropy(scores[label]) / vectors.length;
		for (int c = 0; c < classes; c++) {
			final double factor = (sum.probability(scores[c]) - (c == label ? 1 : 0)) / vectors.length;
			for (int k = 0, at = c * stride; k < length; k++)
				gradient[at + k] += factor * vector[k];
			gradient[(c + 1) * stride - 1] += factor;
		}
	}
}

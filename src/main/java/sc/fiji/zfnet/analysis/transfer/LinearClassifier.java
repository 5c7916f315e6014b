package sc.fiji.zfnet.analysis.transfer;

/** A linear classifier with one score per class. */
public final class LinearClassifier {

	private final double[][] weights;
	private final double[] biases;

	/**
	 * @param weights classes × length of the vector
	 * @param biases one per class
	 */
	public LinearClassifier(final double[][] weights, final double[] biases) {
		this.weights = weights;
		this.biases = biases;
	}

	/** The weights: classes × length of the vector. */
	public double[][] weights() {
		return weights;
	}

	/** One bias per class. */
	public double[] biases() {
		return biases;
	}

	/** Scores of the classes. */
	public double[] scores(final float[] vector) {
		final double[] scores = biases.clone();
		for (int c = 0; c < scores.length; c++)
			for (int k = 0; k < vector.length; k++)
				scores[c] += weights[c][k] * vector[k];
		return scores;
	}

	/** Scores of the classes. */
	double[] scores(final double[] vector) {
		final double[] scores = biases.clone();
		for (int c = 0; c < scores.length; c++)
			for (int k = 0; k < vector.length; k++)
				scores[c] += weights[c][k] * vector[k];
		return scores;
	}
}

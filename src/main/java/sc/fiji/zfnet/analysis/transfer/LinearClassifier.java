package sc.fiji.zfnet.analysis.transfer;

/**
 * Scores that are linear in a vector, one a class.
 *
 * @param weights classes × length of the vector
 * @param biases one a class
 */
public record LinearClassifier(double[][] weights, double[] biases) {

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

	/** The class of the highest score, the lower one on a tie. */
	public static int best(final double[] scores) {
		int best = 0;
		for (int c = 1; c < scores.length; c++)
			if (scores[c] > scores[best]) best = c;
		return best;
	}
}

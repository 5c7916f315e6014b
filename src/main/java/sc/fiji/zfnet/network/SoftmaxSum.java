package sc.fiji.zfnet.network;

import java.util.function.IntToDoubleFunction;

/**
 * The sum in the denominator of a softmax. All exponents are relative to the greatest score, so that none overflows.
 *
 * @param greatest the greatest score
 * @param relative sum over the classes of exp(score − greatest)
 */
public record SoftmaxSum(double greatest, double relative) {

	/**
	 * The sum over some scores.
	 *
	 * @param count number of scores
	 * @param score gives the score of an index
	 */
	public static SoftmaxSum of(final int count, final IntToDoubleFunction score) {
		double greatest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < count; i++)
			greatest = Math.max(greatest, score.applyAsDouble(i));
		double sum = 0;
		for (int i = 0; i < count; i++)
			sum += Math.exp(score.applyAsDouble(i) - greatest);
		return new SoftmaxSum(greatest, sum);
	}

	/** The probability of a class with a given score. */
	public double probability(final double score) {
		return Math.exp(score - greatest) / relative;
	}

	/** The cross entropy of a class with a given score: its negative log probability, natural logarithm. */
	public double crossEntropy(final double score) {
		return Math.log(relative) + greatest - score;
	}
}

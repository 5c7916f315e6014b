package sc.fiji.zfnet.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Seconds that contenders took.
 *
 * @param seconds by contender, a value a round
 */
record Times(Map<String, List<Double>> seconds) {

	/** Whether a contender took part. */
	boolean has(final String name) {
		return seconds.containsKey(name);
	}

	/** The median over the rounds. */
	double median(final String name) {
		return median(of(name));
	}

	/** How many times as long one took as another: the median over the rounds of the ratio within a round. */
	double ratio(final String longer, final String shorter) {
		final double[] ratios = of(longer);
		final double[] divisors = of(shorter);
		for (int round = 0; round < ratios.length; round++)
			ratios[round] /= divisors[round];
		return median(ratios);
	}

	private double[] of(final String name) {
		return seconds.get(name).stream().mapToDouble(Double::doubleValue).toArray();
	}

	/** The value in the middle, or the mean of the two there. */
	static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}
}

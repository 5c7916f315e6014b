package sc.fiji.zfnet.analysis.transfer;

import java.util.List;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * How well pictures are recognised from a layer's features.
 *
 * @param layer the layer; empty where no features were given
 * @param perClass training pictures a class
 * @param accuracies for each fold the mean over the classes of the share of their pictures that was recognised, 0 to 1
 */
public record TransferScore(String layer, int perClass, List<Double> accuracies) {

	/** Keeps an immutable copy. */
	public TransferScore {
		accuracies = List.copyOf(accuracies);
	}

	/** Mean over the folds. */
	public double mean() {
		return statistics().getMean();
	}

	/** Standard deviation over the folds, of the population they are drawn from; NaN for a single fold. */
	public double deviation() {
		return accuracies.size() < 2 ? Double.NaN : statistics().getStandardDeviation();
	}

	private SummaryStatistics statistics() {
		final SummaryStatistics statistics = new SummaryStatistics();
		accuracies.forEach(statistics::addValue);
		return statistics;
	}

	/**
	 * The mean over the classes of the share of their pictures that was recognised; classes without pictures do not count.
	 *
	 * @param right recognised pictures of each class
	 * @param all pictures of each class
	 */
	static double meanClassAccuracy(final int[] right, final int[] all) {
		double sum = 0;
		int classes = 0;
		for (int c = 0; c < all.length; c++) {
			if (all[c] == 0) continue;
			sum += (double) right[c] / all[c];
			classes++;
		}
		return sum / classes;
	}
}

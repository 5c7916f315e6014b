package sc.fiji.zfnet.analysis.transfer;

import java.util.List;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Accuracy of classification from a layer's features.
 *
 * @param layer the layer; empty for training from scratch
 * @param perClass number of training pictures per class
 * @param accuracies for each fold, the mean over the classes of the fraction of correctly classified pictures, from 0 to 1
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

	/** Sample standard deviation over the folds; NaN for a single fold. */
	public double deviation() {
		return accuracies.size() < 2 ? Double.NaN : statistics().getStandardDeviation();
	}

	private SummaryStatistics statistics() {
		final SummaryStatistics statistics = new SummaryStatistics();
		accuracies.forEach(statistics::addValue);
		return statistics;
	}

	/**
	 * The mean over the classes of the fraction of correctly classified pictures, ignoring classes without pictures.
	 *
	 * @param right number of correctly classified pictures of each class
	 * @param all number of pictures of each class
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

package sc.fiji.zfnet.analysis.evaluation;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * The fraction of misclassified pictures, with its 95 % Wilson interval.
 *
 * @param errors number of misclassified pictures
 * @param pictures number of all pictures; 1 or more
 */
public record ErrorRate(int errors, int pictures) {

	private static final double CONFIDENCE = 0.95;

	/** The error rate, from 0 to 1. */
	public double value() {
		return (double) errors / pictures;
	}

	/** Lower end of the interval. */
	public double low() {
		// At the ends, rounding gives values such as 10⁻¹⁷ instead of exactly 0 or 1.
		return errors == 0 ? 0 : interval().getLowerBound();
	}

	/** Upper end of the interval. */
	public double high() {
		return errors == pictures ? 1 : interval().getUpperBound();
	}

	private ConfidenceInterval interval() {
		return new WilsonScoreInterval().createInterval(pictures, errors, CONFIDENCE);
	}
}

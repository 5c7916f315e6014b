package sc.fiji.zfnet.analysis.evaluation;

import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;

/**
 * A share of pictures that were classified wrongly, with its 95 % interval after Wilson.
 *
 * @param errors wrong ones
 * @param pictures all; 1 or more
 */
public record ErrorRate(int errors, int pictures) {

	private static final double CONFIDENCE = 0.95;

	/** From 0 to 1. */
	public double value() {
		return (double) errors / pictures;
	}

	/** Lower end of the interval. */
	public double low() {
		// At the ends rounding leaves something like 10⁻¹⁷ of what is 0 or 1 exactly.
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

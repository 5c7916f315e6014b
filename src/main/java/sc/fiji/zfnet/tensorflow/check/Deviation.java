package sc.fiji.zfnet.tensorflow.check;

import sc.fiji.zfnet.network.plain.PlainSum;
import sc.fiji.zfnet.network.plain.PlainSums;

/** Collects how far computed values are from the plain ones. */
final class Deviation {

	private final Roundings roundings;
	private double largest;
	private double worst;
	private boolean right = true;

	Deviation(final Roundings roundings) {
		this.roundings = roundings;
	}

	void compare(final PlainSum expected, final float found) {
		compare(expected.value(), expected.magnitude(), expected.terms(), found);
	}

	/** Compares all of them, in order. */
	void compare(final PlainSums expected, final float[] found, final int first) {
		for (int i = 0; i < expected.size(); i++)
			compare(expected.value(i), expected.magnitude(i), expected.terms(i), found[first + i]);
	}

	private void compare(final double expected, final double magnitude, final int terms, final float found) {
		final double difference = Math.abs(expected - found);
		largest = Math.max(largest, Math.abs(expected));
		worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
		// A value that is not a number is never within the bound.
		if (!(difference <= roundings.bound(magnitude, terms))) right = false;
	}

	/** The largest difference as a share of the largest expected value. */
	double error() {
		return worst == 0 ? 0 : worst / largest;
	}

	/** Whether rounding explains all differences. */
	boolean isRight() {
		return right;
	}
}

package sc.fiji.zfnet.network.plain;

/**
 * A sum in 64-bit floats that also tells how far a sum of the same terms in 32-bit floats may be off: it keeps the sum of the
 * absolute terms, because cancellation makes a sum small but not its rounding error.
 */
public final class PlainSum {

	/** Logarithms and exponentials in 32-bit floats are off by about as much as a sum of so many terms. */
	static final int POWER_ROUNDINGS = 256;

	private double value;
	private double magnitude;
	private int terms;

	/** Adds a term. */
	public void add(final double term) {
		value += term;
		magnitude += Math.abs(term);
		terms++;
	}

	/** Adds a value that itself was rounded as often as a sum of so many terms. */
	void addRounded(final double term, final int roundings) {
		add(term);
		terms += roundings;
	}

	/** The sum. */
	public double value() {
		return value;
	}

	/** The sum of the absolute terms. */
	public double magnitude() {
		return magnitude;
	}

	/** The number of terms. */
	public int terms() {
		return terms;
	}
}

package sc.fiji.zfnet.network.plain;

/** An array of {@link PlainSum}, for what comes down to maps or for the gradient of a kernel; all begin with zero. */
public final class PlainSums {

	private final double[] values;
	private final double[] magnitudes;
	private final int[] terms;

	/** Sums that are still zero. */
	public PlainSums(final int size) {
		values = new double[size];
		magnitudes = new double[size];
		terms = new int[size];
	}

	/** Adds a term to one of the sums. */
	public void add(final int index, final double term) {
		addRounded(index, term, 0);
	}

	void addRounded(final int index, final double term, final int roundings) {
		values[index] += term;
		magnitudes[index] += Math.abs(term);
		terms[index] += 1 + roundings;
	}

	/** Adds a whole sum, multiplied by a factor, to one of the sums. */
	void add(final int index, final double factor, final PlainSum sum) {
		values[index] += factor * sum.value();
		magnitudes[index] += Math.abs(factor) * sum.magnitude();
		terms[index] += 1 + sum.terms();
	}

	/** Number of sums. */
	public int size() {
		return values.length;
	}

	/** A sum. */
	public double value(final int index) {
		return values[index];
	}

	/** The sum of the absolute terms. */
	public double magnitude(final int index) {
		return magnitudes[index];
	}

	/** The number of terms. */
	public int terms(final int index) {
		return terms[index];
	}
}

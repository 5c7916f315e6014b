package sc.fiji.zfnet.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Values computed plainly in double precision, each with a bound on how far a computation with 32-bit floats may be from it,
 * whatever the order of its sums. The bound follows from the sum of the absolute terms and from the bounds of what went in
 * (Higham, Accuracy and Stability of Numerical Algorithms, chapter 3), so that terms that cancel do not make a right answer
 * look wrong, and a wrong one is not excused by large values elsewhere.
 *
 * @param values the values
 * @param errors one bound a value
 */
public record Bounded(double[] values, double[] errors) {

	/** What rounding to the nearest 32-bit float changes at most, as a fraction. */
	public static final double ROUNDOFF = 0x1p-24;

	/** Exact values. */
	public static Bounded exact(final double[] values) {
		return new Bounded(values, new double[values.length]);
	}

	/** What a number of roundings in a row change at most, as a fraction. */
	static double roundings(final int count) {
		return count * ROUNDOFF / (1 - count * ROUNDOFF);
	}

	/** Fails where the engine's values lie beyond the bounds. */
	public void check(final String what, final double[] actual) {
		assertEquals(values.length, actual.length, what);
		for (int i = 0; i < values.length; i++)
			if (!(Math.abs(values[i] - actual[i]) <= errors[i])) throw new AssertionError(what + " at " + i + ": " + values[i] +
				" ± " + errors[i] + " expected, " + actual[i] + " found");
	}

	/** The same for floats. */
	public void check(final String what, final float[] actual) {
		final double[] wide = new double[actual.length];
		for (int i = 0; i < actual.length; i++)
			wide[i] = actual[i];
		check(what, wide);
	}

	/** The sum of two, value by value. */
	public Bounded plus(final Bounded other) {
		final double[] sums = values.clone();
		final double[] bounds = errors.clone();
		for (int i = 0; i < sums.length; i++) {
			sums[i] += other.values[i];
			bounds[i] += other.errors[i] + ROUNDOFF * (Math.abs(values[i]) + Math.abs(other.values[i]) + errors[i] +
				other.errors[i]);
		}
		return new Bounded(sums, bounds);
	}
}

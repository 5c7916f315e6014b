package sc.fiji.zfnet.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

	/** The same in arrays of their own. */
	public Bounded copy() {
		return new Bounded(values.clone(), errors.clone());
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

	/** Fails where one of the engine's values lies beyond its bound. */
	public void check(final String what, final int i, final double actual) {
		assertEquals(values[i], actual, errors[i], what);
	}

	/**
	 * Fails where a value of some in a row may not be the greatest of them, or the engine's lies beyond its bound. Of values
	 * that rounding may swap any may be.
	 *
	 * @param first index of the first of those in a row
	 * @param count how many they are
	 * @param i index of the one that the engine takes for the greatest
	 */
	public void checkGreatest(final String what, final int first, final int count, final int i, final double actual) {
		assertTrue(i >= first && i < first + count, what);
		for (int k = first; k < first + count; k++)
			assertTrue(values[k] - errors[k] <= values[i] + errors[i], what + ": " + values[i] + " at " + i + ", but " + values[k] +
				" at " + k);
		check(what, i, actual);
	}

	/**
	 * Whether rounding cannot make a value of some in a row greater than one of them: a test may ask so that it may then expect
	 * this one. Values without a bound are as they are, so that a tie of them goes to the first.
	 *
	 * @param value the one, with its bound
	 */
	public boolean isBelow(final int first, final int count, final double value, final double error) {
		for (int k = first; k < first + count; k++)
			if (errors[k] + error > 0 && values[k] + errors[k] >= value - error) return false;
		return true;
	}

	/** The greatest bound. */
	public double worstError() {
		double worst = 0;
		for (final double error : errors)
			worst = Math.max(worst, error);
		return worst;
	}

	/** The Euclidean distance of two, as one value: it changes by no more than the two vectors do. */
	public static Bounded distance(final Bounded a, final Bounded b) {
		double squares = 0;
		double ofErrors = 0;
		for (int i = 0; i < a.values.length; i++) {
			squares += Math.pow(a.values[i] - b.values[i], 2);
			ofErrors += Math.pow(a.errors[i] + b.errors[i], 2);
		}
		final double length = Math.sqrt(squares);
		return new Bounded(new double[] { length }, new double[] { Math.sqrt(ofErrors) + roundings(8) * length });
	}

	/** The sum of some values in a row, as one value. */
	public Bounded sum(final int first, final int count) {
		final Sums sums = new Sums(1);
		for (int i = first; i < first + count; i++)
			sums.add(0, this, i, 1);
		return sums.bounded();
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

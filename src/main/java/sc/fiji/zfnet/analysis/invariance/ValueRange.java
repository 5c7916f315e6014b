package sc.fiji.zfnet.analysis.invariance;

import java.math.BigDecimal;

/**
 * Evenly spaced values.
 *
 * @param from the first value
 * @param to the last value, which is included if a whole number of steps leads to it
 * @param step difference between successive values
 */
public record ValueRange(double from, double to, double step) {

	/** More values than this are taken for a typing error. */
	private static final int MOST = 100_000;

	/**
	 * @throws IllegalArgumentException when a number is not finite, the step is not positive, the last value is less than
	 *           the first, or there are more than 100,000 values
	 */
	public ValueRange {
		if (!Double.isFinite(from) || !Double.isFinite(to) || !Double.isFinite(step)) throw wrong(from, to, step,
			"finite numbers are accepted");
		if (step <= 0) throw wrong(from, to, step, "a step greater than 0 is accepted");
		if (to < from) throw wrong(from, to, step, "a last value that is not less than the first is accepted");
		if ((to - from) / step >= MOST) throw wrong(from, to, step, "up to " + MOST + " values are accepted");
	}

	private static IllegalArgumentException wrong(final double from, final double to, final double step,
		final String accepted)
	{
		return new IllegalArgumentException("The values from " + from + " to " + to + " in steps of " + step +
			" cannot be used; " + accepted);
	}

	/** The values, ascending, computed in decimal arithmetic, so that 1 plus steps of 0.1 gives exactly 1.3. */
	public double[] values() {
		final BigDecimal first = BigDecimal.valueOf(from);
		final BigDecimal distance = BigDecimal.valueOf(step);
		final int steps = BigDecimal.valueOf(to).subtract(first).divideToIntegralValue(distance).intValue();
		final double[] values = new double[steps + 1];
		for (int i = 0; i <= steps; i++)
			values[i] = first.add(distance.multiply(BigDecimal.valueOf(i))).doubleValue();
		return values;
	}
}

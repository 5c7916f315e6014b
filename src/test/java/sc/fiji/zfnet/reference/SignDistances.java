package sc.fiji.zfnet.reference;

import java.util.List;

/**
 * Normalised Hamming distances between the signs of changes of a layer (Section 4.3 of the paper), over all ordered pairs of
 * pictures, and how far they may be off: a unit whose change is smaller than its bound but not 0 may have any sign.
 */
public final class SignDistances {

	private final double[] distances;
	private final double[] errors;

	/**
	 * The change from one forward pass to another. Values that are equal in all 53 bits come from the same in the same way, so
	 * that the engine has no difference either; but for a 0 that rounding may have made by rectification.
	 */
	public static Bounded change(final Bounded before, final Bounded after) {
		final Bounded change = Bounded.exact(new double[before.values().length]);
		for (int i = 0; i < change.values().length; i++) {
			change.values()[i] = before.values()[i] - after.values()[i];
			final boolean same = change.values()[i] == 0 && (before.values()[i] != 0 || before.errors()[i] + after.errors()[i] == 0);
			change.errors()[i] = same ? 0 : before.errors()[i] + after.errors()[i];
		}
		return change;
	}

	/**
	 * @param changes of the same part, one a picture
	 */
	public SignDistances(final List<Bounded> changes) {
		distances = new double[changes.size() * (changes.size() - 1)];
		errors = new double[distances.length];
		int pair = 0;
		for (final Bounded a : changes)
			for (final Bounded b : changes) {
				if (a == b) continue;
				for (int i = 0; i < a.values().length; i++) {
					if (Math.signum(a.values()[i]) != Math.signum(b.values()[i])) distances[pair] += 1.0 / a.values().length;
					if (isOpen(a, i) || isOpen(b, i)) errors[pair] += 1.0 / a.values().length;
				}
				pair++;
			}
	}

	private static boolean isOpen(final Bounded change, final int i) {
		return change.errors()[i] > 0 && Math.abs(change.values()[i]) <= change.errors()[i];
	}

	/** Number of ordered pairs. */
	public int pairs() {
		return distances.length;
	}

	/** Mean over the pairs. */
	public double mean() {
		return mean(distances);
	}

	/** How far the mean may be off, sums in double precision included. */
	public double meanError() {
		return mean(errors) + 1e-12;
	}

	/** Standard error of the mean. */
	public double standardError() {
		double squares = 0;
		for (final double distance : distances)
			squares += Math.pow(distance - mean(), 2);
		return Math.sqrt(squares / (pairs() - 1) / pairs());
	}

	/** How far the standard error may be off: a standard deviation is a length, which changes by no more than its vector. */
	public double standardErrorError() {
		double squares = 0;
		for (final double error : errors)
			squares += error * error;
		return Math.sqrt(squares / (pairs() - 1) / pairs()) + 1e-12;
	}

	private static double mean(final double[] values) {
		double sum = 0;
		for (final double value : values)
			sum += value;
		return sum / values.length;
	}
}

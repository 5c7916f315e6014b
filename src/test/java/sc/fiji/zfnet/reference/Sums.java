package sc.fiji.zfnet.reference;

/** Sums of products, with what {@link Bounded} needs to know of their terms. */
final class Sums {

	/** Roundings beside those of the products and their sum, such as that of a division by a count. */
	private static final int FURTHER_ROUNDINGS = 4;

	/** The smallest normal float: what is smaller may be taken for 0. */
	private static final double UNDERFLOW = 0x1p-126;

	private final double[] values;
	private final double[] absolute;
	private final double[] inherited;
	private final int[] terms;

	Sums(final int size) {
		values = new double[size];
		absolute = new double[size];
		inherited = new double[size];
		terms = new int[size];
	}

	/** Adds a product of two numbers with bounds of their own. */
	void add(final int sum, final double a, final double errorOfA, final double b, final double errorOfB) {
		if (a == 0 && errorOfA == 0 || b == 0 && errorOfB == 0) return;
		values[sum] += a * b;
		absolute[sum] += Math.abs(a * b);
		inherited[sum] += Math.abs(a) * errorOfB + Math.abs(b) * errorOfA + errorOfA * errorOfB;
		terms[sum]++;
	}

	/** Adds a product with an exact number. */
	void add(final int sum, final Bounded from, final int index, final double factor) {
		add(sum, from.values()[index], from.errors()[index], factor, 0);
	}

	/** Lets a sum be off by so much more. */
	void doubt(final int sum, final double error) {
		inherited[sum] += error;
	}

	Bounded bounded() {
		final double[] errors = new double[values.length];
		for (int i = 0; i < errors.length; i++)
			if (terms[i] > 0 || inherited[i] > 0) errors[i] = inherited[i] + Bounded.roundings(terms[i] + FURTHER_ROUNDINGS) *
				(absolute[i] + inherited[i]) + terms[i] * UNDERFLOW;
		return new Bounded(values, errors);
	}
}

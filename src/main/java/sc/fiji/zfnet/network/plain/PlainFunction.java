package sc.fiji.zfnet.network.plain;

/** A function of one value and its slope, each as the sum that it is computed by, in 64-bit floats. */
public interface PlainFunction {

	/** The function of x. */
	PlainSum value(double x);

	/** Its derivative, where it has one; elsewhere what the projections and gradients take for it. */
	PlainSum slope(double x);

	/** A sum that is one term. */
	static PlainSum exactly(final double value) {
		final PlainSum sum = new PlainSum();
		sum.add(value);
		return sum;
	}

	/** A sum that is one term, computed with exponentials or logarithms. */
	static PlainSum rounded(final double value) {
		final PlainSum sum = new PlainSum();
		sum.addRounded(value, PlainSum.POWER_ROUNDINGS);
		return sum;
	}
}

package sc.fiji.zfnet.network.plain;

/** x · tanh(log(1 + exp(x))). */
public record MishFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.rounded(x * share(x));
	}

	@Override
	public PlainSum slope(final double x) {
		final double steepness = Math.pow(Math.cosh(SoftplusFunction.softplus(x)), -2);
		final PlainSum sum = PlainFunction.rounded(share(x));
		sum.addRounded(x * steepness * SigmoidFunction.logistic(x), PlainSum.POWER_ROUNDINGS);
		return sum;
	}

	private static double share(final double x) {
		return Math.tanh(SoftplusFunction.softplus(x));
	}
}

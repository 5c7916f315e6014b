package sc.fiji.zfnet.network.plain;

/** x times the logistic function of x. */
public record SiluFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.rounded(x * SigmoidFunction.logistic(x));
	}

	@Override
	public PlainSum slope(final double x) {
		final double share = SigmoidFunction.logistic(x);
		final PlainSum sum = PlainFunction.rounded(share);
		sum.addRounded(x * share * SigmoidFunction.logistic(-x), PlainSum.POWER_ROUNDINGS);
		return sum;
	}
}

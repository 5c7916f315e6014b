package sc.fiji.zfnet.network.plain;

/** log(1 + exp(x)). */
public record SoftplusFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.rounded(softplus(x));
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.rounded(SigmoidFunction.logistic(x));
	}

	static double softplus(final double x) {
		return Math.log1p(Math.exp(x));
	}
}

package sc.fiji.zfnet.network.plain;

/** Logistic function. */
public record SigmoidFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.rounded(logistic(x));
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.rounded(logistic(x) * logistic(-x));
	}

	/** 1 / (1 + exp(−x)). */
	static double logistic(final double x) {
		return 1 / (1 + Math.exp(-x));
	}
}

package sc.fiji.zfnet.network.plain;

/** Hyperbolic tangent. */
public record TanhFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.rounded(Math.tanh(x));
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.rounded(Math.pow(Math.cosh(x), -2));
	}
}

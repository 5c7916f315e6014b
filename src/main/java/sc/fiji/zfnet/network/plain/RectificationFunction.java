package sc.fiji.zfnet.network.plain;

/**
 * Rectification.
 *
 * @param below what negative values are multiplied by
 */
public record RectificationFunction(double below) implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.exactly(x > 0 ? x : below * x);
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.exactly(x > 0 ? 1 : below);
	}
}

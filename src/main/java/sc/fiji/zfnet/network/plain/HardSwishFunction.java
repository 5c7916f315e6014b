package sc.fiji.zfnet.network.plain;

/** x times a line clipped to 0 to 1. */
public record HardSwishFunction() implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		if (x <= -3 || x >= 3) return PlainFunction.exactly(Math.max(0, x));
		final PlainSum sum = PlainFunction.exactly(x * x / 6);
		sum.add(x / 2);
		return sum;
	}

	@Override
	public PlainSum slope(final double x) {
		if (x <= -3 || x >= 3) return PlainFunction.exactly(x > 3 ? 1 : 0);
		final PlainSum sum = PlainFunction.exactly(x / 3);
		sum.add(0.5);
		return sum;
	}
}

package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Elu;

/**
 * Exponential linear unit.
 *
 * @param layer its settings
 */
public record EluFunction(Elu layer) implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		final double below = layer.scale() * layer.alpha();
		final PlainSum sum = PlainFunction.rounded(below * power(x));
		sum.add(-below);
		sum.add(layer.scale() * Math.max(0, x));
		return sum;
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.rounded(layer.scale() * (x > 0 ? 1 : layer.alpha() / layer.width() * power(x)));
	}

	private double power(final double x) {
		return Math.exp(Math.min(0, x) / layer.width());
	}
}

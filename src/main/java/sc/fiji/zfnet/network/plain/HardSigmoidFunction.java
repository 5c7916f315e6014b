package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.HardSigmoid;

/**
 * A line clipped to 0 to 1.
 *
 * @param layer its settings
 */
public record HardSigmoidFunction(HardSigmoid layer) implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		final double line = layer.alpha() * x + layer.beta();
		final PlainSum sum = PlainFunction.exactly(layer.alpha() * x);
		sum.add(layer.beta());
		// As a term of its own, so that the line's rounding counts at its ends, too.
		sum.add(Math.min(Math.max(line, 0), 1) - line);
		return sum;
	}

	@Override
	public PlainSum slope(final double x) {
		final double line = layer.alpha() * x + layer.beta();
		return PlainFunction.exactly(line > 0 && line < 1 ? layer.alpha() : 0);
	}
}

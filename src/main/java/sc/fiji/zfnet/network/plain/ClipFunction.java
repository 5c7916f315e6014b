package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Clip;

/**
 * Values clipped to a range.
 *
 * @param layer the range
 */
public record ClipFunction(Clip layer) implements PlainFunction {

	@Override
	public PlainSum value(final double x) {
		return PlainFunction.exactly(Math.min(Math.max(x, layer.lowest()), layer.highest()));
	}

	@Override
	public PlainSum slope(final double x) {
		return PlainFunction.exactly(x > layer.lowest() && x < layer.highest() ? 1 : 0);
	}
}

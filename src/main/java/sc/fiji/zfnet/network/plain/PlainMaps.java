package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Shape;

/**
 * Maps of one picture as plain values.
 *
 * @param shape channels × height × width
 * @param values in the order row, column, channel, the channel fastest; shared, not copied
 */
public record PlainMaps(Shape shape, float[] values) {

	/**
	 * @throws IllegalArgumentException when there are more or fewer values than the shape has
	 */
	public PlainMaps {
		if (values.length != shape.size()) throw new IllegalArgumentException("Maps of " + shape + " have " + shape.size() +
			" values; " + values.length + " are given");
	}

	/** Whether a position lies inside the maps. */
	boolean has(final int y, final int x) {
		return y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
	}

	/** One value. */
	float at(final int y, final int x, final int channel) {
		return values[(y * shape.width() + x) * shape.channels() + channel];
	}
}

package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Shape;

/**
 * One unit of a layer's output.
 *
 * @param y row
 * @param x column
 * @param channel map
 */
public record PlainUnit(int y, int x, int channel) {

	/** Where its value stands in {@link PlainMaps}. */
	public int index(final Shape shape) {
		return (y * shape.width() + x) * shape.channels() + channel;
	}
}

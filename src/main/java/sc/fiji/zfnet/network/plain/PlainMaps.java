package sc.fiji.zfnet.network.plain;

import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

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

	/** What is done with each position that a window sees. */
	@FunctionalInterface
	interface Seen {

		/**
		 * @param place the position's number in the window, row by row
		 * @param first where the values of the position begin, channel 0 first
		 */
		void accept(int place, int first);
	}

	/** Goes through the positions of the maps that a unit sees, row by row; padding is passed over. */
	void seen(final Window window, final PlainUnit unit, final Seen seen) {
		for (int row = 0; row < window.height(); row++) {
			final int y = unit.y() * window.strideY() - window.padding().top() + row * window.dilationY();
			for (int column = 0; column < window.width(); column++) {
				final int x = unit.x() * window.strideX() - window.padding().left() + column * window.dilationX();
				if (y >= 0 && y < shape.height() && x >= 0 && x < shape.width()) seen.accept(row * window.width() + column, (y *
					shape.width() + x) * shape.channels());
			}
		}
	}

	/** One value. */
	float at(final int y, final int x, final int channel) {
		return values[(y * shape.width() + x) * shape.channels() + channel];
	}

	/** The value at a unit's place. */
	float at(final PlainUnit unit) {
		return at(unit.y(), unit.x(), unit.channel());
	}

	/**
	 * Where a value stands.
	 *
	 * @param number its number, counted channel by channel, row by row
	 */
	int indexOf(final int number) {
		final int position = number % shape.positions();
		return new PlainUnit(position / shape.width(), position % shape.width(), number / shape.positions()).index(shape);
	}
}

package sc.fiji.zfnet.network;

/**
 * A rectangle of a map or of the network's input, in pixels.
 *
 * @param x left column
 * @param y top row
 * @param width columns
 * @param height rows
 */
public record Region(int x, int y, int width, int height) {

	/** No pixel. */
	public static final Region EMPTY = new Region(0, 0, 0, 0);

	/** All of a map. */
	public static Region whole(final Shape map) {
		return new Region(0, 0, map.width(), map.height());
	}

	/** The smallest rectangle that holds this one and another. */
	public Region union(final Region other) {
		if (isEmpty() || other.isEmpty()) return isEmpty() ? other : this;
		final int left = Math.min(x, other.x);
		final int top = Math.min(y, other.y);
		return new Region(left, top, Math.max(x + width, other.x + other.width) - left, Math.max(y + height, other.y +
			other.height) - top);
	}

	/** The part inside a map; empty if there is none. */
	public Region clip(final Shape map) {
		final int left = Math.min(Math.max(x, 0), map.width());
		final int top = Math.min(Math.max(y, 0), map.height());
		final int right = Math.min(Math.max(x + width, left), map.width());
		final int bottom = Math.min(Math.max(y + height, top), map.height());
		return new Region(left, top, right - left, bottom - top);
	}

	/** Whether it holds no pixel. */
	public boolean isEmpty() {
		return width <= 0 || height <= 0;
	}
}

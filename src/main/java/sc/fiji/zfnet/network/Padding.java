package sc.fiji.zfnet.network;

/**
 * Rows and columns added around a feature map before a window slides over it.
 *
 * @param top rows above
 * @param left columns on the left
 * @param bottom rows below
 * @param right columns on the right
 */
public record Padding(int top, int left, int bottom, int right) {

	/** No padding. */
	public static final Padding NONE = new Padding(0, 0, 0, 0);

	/**
	 * @throws IllegalArgumentException when a side is negative
	 */
	public Padding {
		if (top < 0 || left < 0 || bottom < 0 || right < 0) throw new IllegalArgumentException("Padding of " + top + "," +
			left + "," + bottom + "," + right + " (top, left, bottom, right) is negative; 0 or more is accepted");
	}

	/** The same on all four sides. */
	public static Padding all(final int size) {
		return new Padding(size, size, size, size);
	}

	/** Rows above and below together. */
	public int vertical() {
		return top + bottom;
	}

	/** Columns on the left and on the right together. */
	public int horizontal() {
		return left + right;
	}

	/** Whether nothing is added. */
	public boolean isNone() {
		return equals(NONE);
	}
}

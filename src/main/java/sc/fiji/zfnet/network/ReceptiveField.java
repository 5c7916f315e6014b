package sc.fiji.zfnet.network;

/**
 * The part of the network's input that a unit of a feature map sees. The unit in row {@code y} and column {@code x} sees
 * rows {@code y · strideY + offsetY} to {@code y · strideY + offsetY + height − 1}, and columns likewise; parts beyond the
 * input are padding. All in input pixels.
 *
 * @param height rows seen
 * @param width columns seen
 * @param strideY input rows from one unit to the next
 * @param strideX input columns from one unit to the next
 * @param offsetY first input row of the unit in row 0; negative where there is padding
 * @param offsetX first input column of the unit in column 0
 */
public record ReceptiveField(int height, int width, int strideY, int strideX, int offsetY, int offsetX) {

	/** That of an input pixel: itself. */
	public static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1, 1, 0, 0);

	/** The field of a unit that sees what this field's units under a window see. */
	public ReceptiveField through(final Window window) {
		return new ReceptiveField(height + (window.extentY() - 1) * strideY, width + (window.extentX() - 1) * strideX,
			strideY * window.strideY(), strideX * window.strideX(), offsetY - window.padding().top() * strideY, offsetX -
				window.padding().left() * strideX);
	}

	/** The field of a unit that sees a whole map of this field's units. */
	public ReceptiveField throughWhole(final Shape map) {
		return through(new Window(map.height(), map.width(), 1, 1, Padding.NONE, 1, 1, false));
	}

	/**
	 * The smallest field that holds this one and another.
	 *
	 * @throws IllegalArgumentException when their strides differ, so that no one field holds for all units
	 */
	public ReceptiveField union(final ReceptiveField other) {
		if (strideY != other.strideY || strideX != other.strideX) throw new IllegalArgumentException(
			"Maps with strides of " + strideY + " × " + strideX + " and " + other.strideY + " × " + other.strideX +
				" input pixels cannot be joined; equal strides are accepted");
		final int top = Math.min(offsetY, other.offsetY);
		final int left = Math.min(offsetX, other.offsetX);
		final int bottom = Math.max(offsetY + height, other.offsetY + other.height);
		final int right = Math.max(offsetX + width, other.offsetX + other.width);
		return new ReceptiveField(bottom - top, right - left, strideY, strideX, top, left);
	}

	/**
	 * The receptive field of the unit at a position, clipped to the input.
	 *
	 * @param x column of the unit
	 * @param y row of the unit
	 * @param input shape of the network's input
	 */
	public Region of(final int x, final int y, final Shape input) {
		return new Region(x * strideX + offsetX, y * strideY + offsetY, width, height).clip(input);
	}
}

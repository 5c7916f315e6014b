package sc.fiji.zfnet.network;

/**
 * A window that slides over a feature map, as in convolution and pooling.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideY rows from one position to the next
 * @param strideX columns from one position to the next
 * @param padding rows and columns added around the map
 * @param dilationY distance of neighbouring rows of the window in the map; 1 is an ordinary window
 * @param dilationX distance of neighbouring columns of the window in the map
 * @param roundUp whether a last position that leaves the padded map partly is kept ({@code ceil_mode} of ONNX); one
 *          that would begin beyond the map and its top or left padding is not
 */
public record Window(int height, int width, int strideY, int strideX, Padding padding, int dilationY, int dilationX,
	boolean roundUp)
{

	/** A single unit, one after another. */
	public static final Window POINT = square(1, 1);

	/**
	 * @throws IllegalArgumentException when a size, stride or dilation is not positive
	 */
	public Window {
		if (height < 1 || width < 1) throw notPositive("size", height, width);
		if (strideY < 1 || strideX < 1) throw notPositive("stride", strideY, strideX);
		if (dilationY < 1 || dilationX < 1) throw notPositive("dilation", dilationY, dilationX);
	}

	private static IllegalArgumentException notPositive(final String what, final int vertical, final int horizontal) {
		return new IllegalArgumentException("A window's " + what + " of " + vertical + " × " + horizontal +
			" is not positive; 1 or more is accepted");
	}

	/** A square window without padding. */
	public static Window square(final int size, final int stride) {
		return square(size, stride, 0);
	}

	/** A square window with the same padding on all sides. */
	public static Window square(final int size, final int stride, final int padding) {
		return new Window(size, size, stride, stride, Padding.all(padding), 1, 1, false);
	}

	/** The same window that keeps a last, partly filled position. */
	public Window roundingUp() {
		return new Window(height, width, strideY, strideX, padding, dilationY, dilationX, true);
	}

	/** The same window without padding, which does not round up. */
	public Window unpadded() {
		return new Window(height, width, strideY, strideX, Padding.NONE, dilationY, dilationX, false);
	}

	/** Whether it shows single units, one after another. */
	public boolean isPoint() {
		return equals(POINT);
	}

	/**
	 * The positions whose windows reach into a rectangle of the map.
	 *
	 * @param region the rectangle; not empty
	 * @param output what the result is clipped to
	 */
	public Region unitsThatSee(final Region region, final Shape output) {
		final int left = first(region.x() + padding.left(), extentX(), strideX);
		final int top = first(region.y() + padding.top(), extentY(), strideY);
		final int right = (region.x() + region.width() - 1 + padding.left()) / strideX;
		final int bottom = (region.y() + region.height() - 1 + padding.top()) / strideY;
		return new Region(left, top, Math.max(0, right - left + 1), Math.max(0, bottom - top + 1)).clip(output);
	}

	/** First window that reaches a position of the padded map. */
	private static int first(final int position, final int extent, final int stride) {
		return Math.max(0, Math.floorDiv(position - extent + stride, stride));
	}

	/** Rows of the map under the window, gaps of dilation included. */
	public int extentY() {
		return (height - 1) * dilationY + 1;
	}

	/** Columns of the map under the window, gaps of dilation included. */
	public int extentX() {
		return (width - 1) * dilationX + 1;
	}

	/**
	 * Number of vertical positions over a map.
	 *
	 * @param rows height of the map
	 * @throws IllegalArgumentException when the window is larger than the padded map
	 */
	public int outputHeight(final int rows) {
		return positions(rows, extentY(), strideY, padding.top(), padding.bottom(), "rows");
	}

	/**
	 * Number of horizontal positions over a map.
	 *
	 * @param columns width of the map
	 * @throws IllegalArgumentException when the window is larger than the padded map
	 */
	public int outputWidth(final int columns) {
		return positions(columns, extentX(), strideX, padding.left(), padding.right(), "columns");
	}

	/**
	 * The padding that makes the positions fit a map exactly from the first to the last: that of the window, with what
	 * rounding up needs at the bottom and on the right.
	 *
	 * @param rows height of the map
	 * @param columns width of the map
	 */
	public Padding paddingFor(final int rows, final int columns) {
		final int lastRow = (outputHeight(rows) - 1) * strideY + extentY() - rows - padding.top();
		final int lastColumn = (outputWidth(columns) - 1) * strideX + extentX() - columns - padding.left();
		return new Padding(padding.top(), padding.left(), Math.max(padding.bottom(), lastRow), Math.max(padding.right(),
			lastColumn));
	}

	private int positions(final int size, final int extent, final int stride, final int before, final int after,
		final String what)
	{
		final int room = size + before + after - extent;
		if (room < 0) throw new IllegalArgumentException("A window over " + extent + " " + what + " does not fit a map of " +
			size + " with a padding of " + before + " and " + after);
		if (!roundUp) return room / stride + 1;
		final int positions = (room + stride - 1) / stride + 1;
		return (positions - 1) * stride >= size + before ? positions - 1 : positions;
	}
}

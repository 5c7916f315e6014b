package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Row numbers of the recomputed units of one layer for a batch of changes. A layer's values form a table with one row per
 * position and one column per map: first the clean activations row by row, then a row of zeros, a row of the lowest value,
 * and then, change by change, the units of its rectangle row by row.
 */
final class PatchRows {

	private final Shape shape;
	private final Region[] regions;
	private final int[] starts;

	/**
	 * @param shape shape of the layer's output
	 * @param regions affected rectangle of each change
	 */
	PatchRows(final Shape shape, final Region[] regions) {
		this.shape = shape;
		this.regions = regions;
		starts = new int[regions.length + 1];
		for (int i = 0; i < regions.length; i++)
			starts[i + 1] = starts[i] + regions[i].width() * regions[i].height();
	}

	/** All recomputed units. */
	int count() {
		return starts[regions.length];
	}

	/** Rows of a table before the recomputed units. */
	static int firstPatchRow(final Shape shape) {
		return shape.positions() + 2;
	}

	/** The change that each recomputed unit belongs to. */
	int[] changes() {
		final int[] result = new int[count()];
		for (int i = 0; i < regions.length; i++)
			java.util.Arrays.fill(result, starts[i], starts[i + 1], i);
		return result;
	}

	/** The row of each recomputed unit in the clean activations. */
	int[] cleanRows() {
		final int[] result = new int[count()];
		int next = 0;
		for (final Region region : regions)
			for (int y = region.y(); y < region.y() + region.height(); y++)
				for (int x = region.x(); x < region.x() + region.width(); x++)
					result[next++] = y * shape.width() + x;
		return result;
	}

	/**
	 * The rows of this layer's table in the windows of a reader's units, window by window, row by row.
	 *
	 * @param readers the reader's units
	 * @param window its window
	 * @param padding value around the map: zero or the lowest value
	 */
	int[] seenBy(final PatchRows readers, final Window window, final float padding) {
		final int size = window.height() * window.width();
		final int[] result = new int[readers.count() * size];
		final int around = shape.positions() + (padding == 0 ? 0 : 1);
		int next = 0;
		for (int i = 0; i < regions.length; i++) {
			final Region units = readers.regions[i];
			for (int y = units.y(); y < units.y() + units.height(); y++)
				for (int x = units.x(); x < units.x() + units.width(); x++) {
					final int left = x * window.strideX() - window.padding().left();
					for (int row = 0; row < window.height(); row++) {
						final int inputY = y * window.strideY() - window.padding().top() + row * window.dilationY();
						for (int column = 0; column < window.width(); column++)
							result[next++] = row(i, inputY, left + column * window.dilationX(), around);
					}
				}
		}
		return result;
	}

	private int row(final int change, final int y, final int x, final int padding) {
		if (y < 0 || x < 0 || y >= shape.height() || x >= shape.width()) return padding;
		final Region region = regions[change];
		final int inY = y - region.y();
		final int inX = x - region.x();
		if (inY < 0 || inX < 0 || inY >= region.height() || inX >= region.width()) return y * shape.width() + x;
		return firstPatchRow(shape) + starts[change] + inY * region.width() + inX;
	}

	/** The rows of this layer's table that form the whole maps with each change. */
	int[] whole() {
		final Region all = new Region(0, 0, shape.width(), shape.height());
		final Region[] readers = new Region[regions.length];
		java.util.Arrays.fill(readers, all);
		return seenBy(new PatchRows(shape, readers), Window.POINT, 0);
	}

	/**
	 * The part of the network's input in the windows of this layer, a convolution: one row per unit, with window row, window
	 * column, channel.
	 *
	 * @param picture the clean input: row, column, channel
	 * @param input shape of the input
	 * @param changed the rectangle of the input that each change covers
	 * @param fill its value in each channel
	 * @param window the convolution's window
	 * @param result receives the rows
	 */
	void windows(final float[] picture, final Shape input, final Region[] changed, final float[] fill, final Window window,
		final float[] result)
	{
		final PaddedPicture padded = new PaddedPicture(picture, input, window);
		int next = 0;
		for (int i = 0; i < regions.length; i++) {
			padded.fill(changed[i], fill);
			final Region units = regions[i];
			for (int y = units.y(); y < units.y() + units.height(); y++)
				for (int x = units.x(); x < units.x() + units.width(); x++)
					next = padded.copyWindow(y, x, result, next);
			padded.restore(changed[i]);
		}
	}
}

package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** The network's input with the zeros that a convolution adds around it; windows can be copied from it. */
final class PaddedPicture {

	private final float[] picture;
	private final Shape input;
	private final Window window;
	private final int rowLength;
	private final float[] padded;

	PaddedPicture(final float[] picture, final Shape input, final Window window) {
		this.picture = picture;
		this.input = input;
		this.window = window;
		// Includes the pixels beyond the map that belong to the last window if the number of windows is rounded up.
		final Padding padding = window.paddingFor(input.height(), input.width());
		rowLength = (input.width() + padding.horizontal()) * input.channels();
		padded = new float[(input.height() + padding.vertical()) * rowLength];
		restore(new Region(0, 0, input.width(), input.height()));
	}

	/** Sets a rectangle of the picture to one colour. */
	void fill(final Region region, final float[] colour) {
		for (int y = region.y(); y < region.y() + region.height(); y++) {
			int to = index(y, region.x());
			for (int x = 0; x < region.width(); x++, to += colour.length)
				System.arraycopy(colour, 0, padded, to, colour.length);
		}
	}

	/** Restores a rectangle of the picture. */
	void restore(final Region region) {
		for (int y = region.y(); y < region.y() + region.height(); y++)
			System.arraycopy(picture, (y * input.width() + region.x()) * input.channels(), padded, index(y, region.x()), region
				.width() * input.channels());
	}

	/**
	 * Copies the window of one unit.
	 *
	 * @param y row of the unit
	 * @param x column of the unit
	 * @param result receives the values: window row, window column, channel
	 * @param at index of the first value in it
	 * @return index after the last value
	 */
	int copyWindow(final int y, final int x, final float[] result, final int at) {
		final int channels = input.channels();
		// Without dilation, a row of the window is contiguous.
		final int pieces = window.dilationX() == 1 ? 1 : window.width();
		final int length = window.width() / pieces * channels;
		int next = at;
		for (int row = 0; row < window.height(); row++) {
			final int from = (y * window.strideY() + row * window.dilationY()) * rowLength + x * window.strideX() * channels;
			for (int piece = 0; piece < pieces; piece++, next += length)
				System.arraycopy(padded, from + piece * window.dilationX() * channels, result, next, length);
		}
		return next;
	}

	private int index(final int y, final int x) {
		return (y + window.padding().top()) * rowLength + (x + window.padding().left()) * input.channels();
	}
}

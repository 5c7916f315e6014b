package sc.fiji.zfnet.analysis.occlusion;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * The positions of a square occluder wholly inside a network's input: its top-left corner at 0, stride, 2 · stride, ….
 *
 * @param input shape of the network's input
 * @param size side of the occluder in input pixels
 * @param stride input pixels from one position to the next
 */
public record OcclusionGrid(Shape input, int size, int stride) {

	/** Minimum number of positions in the first, coarse pass, if there are that many. */
	private static final int FIRST_LOOK = 36;

	/**
	 * @throws IllegalArgumentException if the occluder does not fit the input or the stride is not positive
	 */
	public OcclusionGrid {
		final int side = Math.min(input.height(), input.width());
		if (size < 1 || size > side) throw new IllegalArgumentException("An occluder of " + size +
			" pixels does not fit the network's input of " + input.width() + " × " + input.height() + " pixels; 1 to " + side +
			" are accepted");
		if (stride < 1) throw new IllegalArgumentException("A stride of " + stride + " is not possible; 1 or more is accepted");
	}

	/**
	 * The usual grid: an occluder of 50 pixels for an input of 224, moved by 4 pixels, both in proportion and rounded.
	 *
	 * @param input shape of the network's input
	 */
	public static OcclusionGrid of(final Shape input) {
		final int side = Math.min(input.height(), input.width());
		return new OcclusionGrid(input, atLeastOne(side * 50 / 224.0), atLeastOne(side * 4 / 224.0));
	}

	/** The grid with another side of the occluder. */
	public OcclusionGrid withSize(final int value) {
		return new OcclusionGrid(input, value, stride);
	}

	/** The grid with another stride. */
	public OcclusionGrid withStride(final int value) {
		return new OcclusionGrid(input, size, value);
	}

	private static int atLeastOne(final double pixels) {
		return Math.max(1, (int) Math.round(pixels));
	}

	/** Number of vertical positions. */
	public int rows() {
		return (input.height() - size) / stride + 1;
	}

	/** Number of horizontal positions. */
	public int columns() {
		return (input.width() - size) / stride + 1;
	}

	/** Number of all positions, which are numbered row by row. */
	public int positions() {
		return rows() * columns();
	}

	/** The region that the occluder covers at a position. */
	public Region cover(final int position) {
		return new Region(position % columns() * stride, position / columns() * stride, size, size);
	}

	/** Step of the first, coarse pass in rows and columns of the grid: a power of two. */
	public int firstStep() {
		int step = 1;
		while (count(2 * step) >= FIRST_LOOK)
			step *= 2;
		return step;
	}

	private int count(final int step) {
		return ((rows() + step - 1) / step) * ((columns() + step - 1) / step);
	}

	/** Number of positions of the first, coarse pass. */
	public int firstLook() {
		return count(firstStep());
	}

	/** All positions: those of a coarse grid first, then those of successively finer grids. */
	public List<Integer> coarseToFine() {
		final List<Integer> order = new ArrayList<>();
		for (int step = firstStep(), coarser = 0; step >= 1; coarser = step, step /= 2)
			for (int row = 0; row < rows(); row += step)
				for (int column = 0; column < columns(); column += step)
					if (coarser == 0 || row % coarser != 0 || column % coarser != 0) order.add(row * columns() + column);
		return order;
	}
}

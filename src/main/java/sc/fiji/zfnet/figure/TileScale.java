package sc.fiji.zfnet.figure;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.analysis.activations.TopProjection;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Shape;

/**
 * Scales the receptive fields of a layer to tiles of equal size.
 *
 * @param field the layer's receptive field
 * @param input the network's input
 * @param shrink number of input pixels, in each direction, that are averaged into one pixel of the tile
 * @param enlarge number of tile pixels, in each direction, per input pixel; 1 if the field is shrunk
 */
public record TileScale(ReceptiveField field, Shape input, int shrink, int enlarge) {

	/** One tile pixel per input pixel. */
	public static TileScale natural(final Network network, final String layer) {
		return new TileScale(network.receptiveFieldOf(layer), network.inputShape(), 1, 1);
	}

	/** The same scale, shrunk by a factor. */
	public TileScale shrunk(final int factor) {
		return new TileScale(field, input, factor, 1);
	}

	/** The largest scale that fits into a square. */
	public TileScale within(final int side) {
		if (side() <= side) return new TileScale(field, input, 1, side / side());
		return shrunk((side() + side - 1) / side);
	}

	/** Width of a tile in pixels. */
	public int width() {
		return scaled(Math.min(field.width(), input.width()));
	}

	/** Height of a tile in pixels. */
	public int height() {
		return scaled(Math.min(field.height(), input.height()));
	}

	/** The longer side of a tile. */
	public int side() {
		return Math.max(width(), height());
	}

	private int scaled(final int pixels) {
		return (pixels + shrink - 1) / shrink * enlarge;
	}

	/** Number of input pixels averaged into one, along one direction; fewer at the end of a line. */
	private int averaged(final int index, final int fieldSize, final int inputSize) {
		return Math.min(shrink, Math.min(fieldSize, inputSize) - index * shrink);
	}

	/**
	 * Draws the part of the input that a unit sees. The tile covers the unit's receptive field, or the whole input if the
	 * field is larger.
	 *
	 * @param seen the part of the field inside the input: x, y, channel
	 * @param projection gives the position of that part
	 * @param canvas image to draw into
	 * @param left left edge of the tile
	 * @param top top edge of the tile
	 */
	public void draw(final RandomAccessibleInterval<FloatType> seen, final TopProjection projection,
		final RandomAccessibleInterval<FloatType> canvas, final int left, final int top)
	{
		final UnitActivation unit = projection.unit().unit();
		final int x0 = projection.receptiveField().x() - (field.width() > input.width() ? 0 : unit.x() * field.strideX() + field
			.offsetX());
		final int y0 = projection.receptiveField().y() - (field.height() > input.height() ? 0 : unit.y() * field.strideY() +
			field.offsetY());
		final RandomAccess<FloatType> to = canvas.randomAccess();
		final Cursor<FloatType> from = Views.iterable(seen).localizingCursor();
		while (from.hasNext()) {
			final float value = from.next().get();
			final int column = (from.getIntPosition(0) + x0) / shrink;
			final int row = (from.getIntPosition(1) + y0) / shrink;
			final int averaged = averaged(column, field.width(), input.width()) * averaged(row, field.height(), input.height());
			final int x = left + column * enlarge;
			final int y = top + row * enlarge;
			for (int i = 0; i < enlarge * enlarge; i++) {
				to.setPosition(x + i % enlarge, 0);
				to.setPosition(y + i / enlarge, 1);
				to.setPosition(from.getIntPosition(2), 2);
				to.get().set(to.get().get() + value / averaged);
			}
		}
	}
}

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
 * How receptive fields of one layer become tiles of one size.
 *
 * @param field the layer's receptive field
 * @param input the network's input
 * @param shrink pixels of the input, in each direction, that are averaged to one of the tile
 * @param enlarge pixels of the tile, in each direction, for each of the input; 1 where it is shrunk
 */
public record TileScale(ReceptiveField field, Shape input, int shrink, int enlarge) {

	/** Pixel for pixel. */
	public static TileScale natural(final Network network, final String layer) {
		return new TileScale(network.receptiveFieldOf(layer), network.inputShape(), 1, 1);
	}

	/** Shrunk by a factor. */
	public TileScale shrunk(final int factor) {
		return new TileScale(field, input, factor, 1);
	}

	/** As large as fits into a square. */
	public TileScale within(final int side) {
		if (side() <= side) return new TileScale(field, input, 1, side / side());
		return shrunk((side() + side - 1) / side);
	}

	/** Columns of a tile. */
	public int width() {
		return scaled(Math.min(field.width(), input.width()));
	}

	/** Rows of a tile. */
	public int height() {
		return scaled(Math.min(field.height(), input.height()));
	}

	/** The longer of both. */
	public int side() {
		return Math.max(width(), height());
	}

	private int scaled(final int pixels) {
		return (pixels + shrink - 1) / shrink * enlarge;
	}

	/** How many pixels of a line become one: fewer at the end. */
	private int averaged(final int index, final int fieldSize, final int inputSize) {
		return Math.min(shrink, Math.min(fieldSize, inputSize) - index * shrink);
	}

	/**
	 * Draws what a unit sees. The unit's receptive field is the whole tile; where it is larger than the input, the whole
	 * input is.
	 *
	 * @param seen the part of the field that is inside the input: x, y, channel
	 * @param projection where it is
	 * @param canvas takes it
	 * @param left where the tile begins
	 * @param top where the tile begins
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

package sc.fiji.zfnet.picture;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.network.Shape;

/**
 * A picture scaled for a network's input: bilinear where it grows, averaging where it shrinks (see
 * {@link TriangleFilter}), not rounded. Only the requested parts are computed. Images are x, y, channel, in the
 * picture's units; treat them as read-only, because an untouched picture shares its array.
 *
 * <pre>
 * var input = ScaledPicture.forInput(Picture.open(file), network.inputShape()).centre();
 * </pre>
 */
public final class ScaledPicture {

	private final Picture picture;
	private final InputScaling scaling;

	private ScaledPicture(final Picture picture, final InputScaling scaling) {
		this.picture = picture;
		this.scaling = scaling;
	}

	/** Scaled for one view, {@link #centre}; a picture of exactly the input's size stays untouched. */
	public static ScaledPicture forInput(final Picture picture, final Shape input) {
		return new ScaledPicture(picture, InputScaling.of(picture, input));
	}

	/** Scaled for {@link #tenViews}; a picture of exactly the input's size is scaled, too. */
	public static ScaledPicture forViews(final Picture picture, final Shape input) {
		return new ScaledPicture(picture, InputScaling.larger(picture, input));
	}

	/** The geometry. */
	public InputScaling scaling() {
		return scaling;
	}

	/** The network's input: the centre. */
	public RandomAccessibleInterval<FloatType> centre() {
		return crop(scaling.cropX(), scaling.cropY());
	}

	/**
	 * A part of the input's size.
	 *
	 * @param x column of the scaled picture where it begins
	 * @param y row of the scaled picture where it begins
	 * @throws IllegalArgumentException when it leaves the scaled picture
	 */
	public RandomAccessibleInterval<FloatType> crop(final int x, final int y) {
		check(x, y);
		return scaling.isUntouched() ? picture.asImg() : image(cropValues(x, y));
	}

	/**
	 * Upper left, upper right, lower left and lower right corner and centre, then the mirror images (left and right
	 * exchanged) in the same order.
	 */
	public List<RandomAccessibleInterval<FloatType>> tenViews() {
		final int right = scaling.scaledWidth() - scaling.inputWidth();
		final int bottom = scaling.scaledHeight() - scaling.inputHeight();
		final int[][] corners = { { 0, 0 }, { right, 0 }, { 0, bottom }, { right, bottom }, { scaling.cropX(), scaling
			.cropY() } };
		final List<RandomAccessibleInterval<FloatType>> views = new ArrayList<>();
		final List<RandomAccessibleInterval<FloatType>> mirrored = new ArrayList<>();
		for (final int[] corner : corners) {
			final float[] values = cropValues(corner[0], corner[1]);
			views.add(image(values));
			mirrored.add(image(mirror(values)));
		}
		views.addAll(mirrored);
		return views;
	}

	/** The whole scaled picture; every pixel is computed when it is accessed. */
	public RandomAccessibleInterval<FloatType> whole() {
		final TriangleFilter columns = columns();
		final TriangleFilter rows = rows();
		final var all = new FunctionRandomAccessible<FloatType>(3, (position, value) -> value.set(value(columns, rows,
			position.getIntPosition(0), position.getIntPosition(1), position.getIntPosition(2))), FloatType::new);
		return Views.interval(all, new FinalInterval(scaling.scaledWidth(), scaling.scaledHeight(), picture.channels()));
	}

	private float value(final TriangleFilter columns, final TriangleFilter rows, final int x, final int y,
		final int channel)
	{
		final float[] horizontal = columns.weights(x);
		final float[] vertical = rows.weights(y);
		double sum = 0;
		for (int j = 0; j < vertical.length; j++) {
			double row = 0;
			for (int i = 0; i < horizontal.length; i++)
				row += horizontal[i] * picture.get(columns.first(x) + i, rows.first(y) + j, channel);
			sum += vertical[j] * row;
		}
		return (float) sum;
	}

	private TriangleFilter columns() {
		return new TriangleFilter(picture.width(), scaling.scaledWidth());
	}

	private TriangleFilter rows() {
		return new TriangleFilter(picture.height(), scaling.scaledHeight());
	}

	private RandomAccessibleInterval<FloatType> image(final float[] values) {
		return ArrayImgs.floats(values, scaling.inputWidth(), scaling.inputHeight(), picture.channels());
	}

	private float[] mirror(final float[] values) {
		final int width = scaling.inputWidth();
		final float[] mirrored = new float[values.length];
		for (int row = 0; row < values.length; row += width)
			for (int x = 0; x < width; x++) mirrored[row + x] = values[row + width - 1 - x];
		return mirrored;
	}

	private void check(final int x, final int y) {
		if (x < 0 || y < 0 || x > scaling.scaledWidth() - scaling.inputWidth() || y > scaling.scaledHeight() - scaling
			.inputHeight()) throw new IllegalArgumentException("A crop of " + scaling.inputWidth() + " × " + scaling
				.inputHeight() + " pixels at " + x + ", " + y + " leaves the scaled picture of " + scaling.scaledWidth() + " × " +
				scaling.scaledHeight() + " pixels");
	}

	private float[] cropValues(final int x, final int y) {
		return new ScaledCrop(picture, columns(), rows(), scaling).values(x, y);
	}
}

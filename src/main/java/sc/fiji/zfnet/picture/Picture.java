package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.nio.file.Path;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A picture before any scaling to a network's input, of one or more channels: red, green and blue, or those of an image in
 * its order. Values are 0 to 255, or those stored where a network takes them so (see {@link InputChannels}). Immutable but
 * for the arrays, which are shared, not copied: treat them as read-only. A picture of bytes, which most files hold, stays
 * one until its values are asked for.
 */
public final class Picture {

	/** Red, green, blue. */
	public static final int COLOURS = 3;

	/** Weights of red, green and blue in the luminance, those that ImageJ uses where its RGB conversions are weighted. */
	private static final float[] LUMINANCE = { 0.299f, 0.587f, 0.114f };

	private final String name;
	private final int originX;
	private final int originY;
	private final int width;
	private final int height;
	private final int channels;
	private final byte[] rgb;
	private volatile float[] values;

	private Picture(final String name, final int originX, final int originY, final int width, final int height,
		final byte[] rgb, final float[] values)
	{
		if (width < 1 || height < 1) throw new IllegalArgumentException("Picture '" + name + "' of " + width + " × " +
			height + " pixels is empty; at least 1 × 1 is accepted");
		final int count = values == null ? rgb.length : values.length;
		final long size = (long) width * height;
		if (count == 0 || count % size != 0 || values == null && count / size != COLOURS) throw new IllegalArgumentException(
			"Picture '" + name + "' of " + width + " × " + height + " pixels cannot have " + count +
				" values; as many for each channel as there are pixels are accepted");
		channels = (int) (count / size);
		this.name = name;
		this.originX = originX;
		this.originY = originY;
		this.width = width;
		this.height = height;
		this.rgb = rgb;
		this.values = values;
	}

	/**
	 * A part of an image.
	 *
	 * @param name title of the image or name of the file it comes from
	 * @param originX column of the picture's left edge in the image it was taken from
	 * @param originY row of the picture's top edge in the image it was taken from
	 * @param width columns
	 * @param height rows
	 * @param values one plane per channel, such as red, green and blue, each row by row
	 * @throws IllegalArgumentException when the picture is empty or the number of values is not that of whole planes
	 */
	public Picture(final String name, final int originX, final int originY, final int width, final int height,
		final float[] values)
	{
		this(name, originX, originY, width, height, null, values);
	}

	/** A whole image. */
	public Picture(final String name, final int width, final int height, final float[] values) {
		this(name, 0, 0, width, height, values);
	}

	/**
	 * A whole image of bytes.
	 *
	 * @param rgb red, green, blue of each pixel, row by row
	 */
	public Picture(final String name, final int width, final int height, final byte[] rgb) {
		this(name, 0, 0, width, height, rgb, null);
	}

	/**
	 * Opens a file as a colour picture; see {@link PictureFile}.
	 *
	 * @throws IOException when it is missing, damaged, or no picture
	 */
	public static Picture open(final Path file) throws IOException {
		return open(file, InputChannels.COLOUR);
	}

	/**
	 * Opens a file; see {@link PictureFile}.
	 *
	 * @param file the file
	 * @param channels what is taken of it
	 * @throws IOException when it is missing, damaged, no picture, or has other channels
	 */
	public static Picture open(final Path file, final InputChannels channels) throws IOException {
		return PictureFile.of(file).open(channels);
	}

	/** The same picture under another name. */
	public Picture named(final String other) {
		return new Picture(other, originX, originY, width, height, rgb, values);
	}

	/** Title of the image or name of the file it comes from. */
	public String name() {
		return name;
	}

	/** Column of the picture's left edge in the image it was taken from; 0 unless it is a selection. */
	public int originX() {
		return originX;
	}

	/** Row of the picture's top edge in the image it was taken from; 0 unless it is a selection. */
	public int originY() {
		return originY;
	}

	/** The luminance of this picture of three colours, as a picture of one channel. */
	public Picture luminance() {
		final int size = width * height;
		final float[] colours = values();
		final float[] grey = new float[size];
		for (int i = 0; i < size; i++) {
			final float red = colours[i];
			final float green = colours[size + i];
			final float blue = colours[2 * size + i];
			// Grey stays what it is, without rounding.
			grey[i] = red == green && green == blue ? red : LUMINANCE[0] * red + LUMINANCE[1] * green + LUMINANCE[2] * blue;
		}
		return new Picture(name, originX, originY, width, height, grey);
	}

	/** Number of channels. */
	public int channels() {
		return channels;
	}

	/** Columns. */
	public int width() {
		return width;
	}

	/** Rows. */
	public int height() {
		return height;
	}

	/**
	 * Copies a part of a row.
	 *
	 * @param y the row
	 * @param left its first column to copy
	 * @param target takes each channel, as many columns as there are places
	 */
	void copyRow(final int y, final int left, final float[][] target) {
		final int count = target[0].length;
		if (values == null) {
			for (int i = 0, from = COLOURS * (y * width + left); i < count; i++, from += COLOURS) {
				target[0][i] = rgb[from] & 255;
				target[1][i] = rgb[from + 1] & 255;
				target[2][i] = rgb[from + 2] & 255;
			}
		}
		else for (int c = 0; c < channels; c++)
			System.arraycopy(values, (c * height + y) * width + left, target[c], 0, count);
	}

	/** One plane per channel, each row by row. */
	public float[] values() {
		if (values == null) values = planes();
		return values;
	}

	private float[] planes() {
		final int size = width * height;
		final float[] planes = new float[rgb.length];
		for (int i = 0, from = 0; i < size; i++, from += COLOURS) {
			planes[i] = rgb[from] & 255;
			planes[size + i] = rgb[from + 1] & 255;
			planes[2 * size + i] = rgb[from + 2] & 255;
		}
		return planes;
	}

	/** One value. */
	public float get(final int x, final int y, final int channel) {
		return values()[(channel * height + y) * width + x];
	}

	/** The picture as an image over the same array: x, y, channel. */
	public RandomAccessibleInterval<FloatType> asImg() {
		return rgb == null ? ArrayImgs.floats(values(), width, height, channels) : new ByteImage(rgb, width, height);
	}
}

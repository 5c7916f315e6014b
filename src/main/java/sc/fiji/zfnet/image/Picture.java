package sc.fiji.zfnet.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A raw colour picture with values from 0 to 255, before any scaling to a network's input. Immutable but for the array,
 * which is shared, not copied: treat it as read-only.
 *
 * @param name title of the image or name of the file it comes from
 * @param originX column of the picture's left edge in the image it was taken from; 0 unless it is a selection
 * @param originY row of the picture's top edge in the image it was taken from
 * @param width columns
 * @param height rows
 * @param values red plane, green plane, blue plane, each row by row
 */
public record Picture(String name, int originX, int originY, int width, int height, float[] values) {

	/** Red, green, blue. */
	public static final int CHANNELS = 3;

	/**
	 * @throws IllegalArgumentException when the picture is empty or the number of values is not that of three planes
	 */
	public Picture {
		if (width < 1 || height < 1) throw new IllegalArgumentException("Picture '" + name + "' of " + width + " × " +
			height + " pixels is empty; at least 1 × 1 is accepted");
		if (values.length != (long) CHANNELS * width * height) throw new IllegalArgumentException("Picture '" + name +
			"' of " + width + " × " + height + " pixels in three channels cannot have " + values.length + " values");
	}

	/** A whole image. */
	public Picture(final String name, final int width, final int height, final float[] values) {
		this(name, 0, 0, width, height, values);
	}

	/** One value. */
	public float get(final int x, final int y, final int channel) {
		return values[(channel * height + y) * width + x];
	}

	/** The picture as an image over the same array: x, y, channel (R, G, B). */
	public RandomAccessibleInterval<FloatType> asImg() {
		return ArrayImgs.floats(values, width, height, CHANNELS);
	}
}

package sc.fiji.zfnet.network;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Input or activations of several pictures, in the engine's order: pictures × height × width × channels, with channels
 * varying fastest. The array is shared, not copied.
 */
public final class Batch {

	private final int pictures;
	private final Shape shape;
	private final float[] values;

	/**
	 * @param pictures number of pictures
	 * @param shape shape for one picture
	 * @param values all values
	 * @throws IllegalArgumentException if the number of values does not match the shape
	 */
	public Batch(final int pictures, final Shape shape, final float[] values) {
		if (values.length != (long) pictures * shape.size()) throw new IllegalArgumentException("A batch of " + pictures +
			" × " + shape + " cannot have " + values.length + " values");
		this.pictures = pictures;
		this.shape = shape;
		this.values = values;
	}

	/** A batch of zeros. */
	public Batch(final int pictures, final Shape shape) {
		this(pictures, shape, new float[Math.multiplyExact(pictures, shape.size())]);
	}

	/** Number of pictures. */
	public int pictures() {
		return pictures;
	}

	/** Shape for one picture. */
	public Shape shape() {
		return shape;
	}

	/** All values. */
	public float[] values() {
		return values;
	}

	/** Index into the values. */
	public int index(final int picture, final int y, final int x, final int channel) {
		return ((picture * shape.height() + y) * shape.width() + x) * shape.channels() + channel;
	}

	/** One value. */
	public float get(final int picture, final int y, final int x, final int channel) {
		return values[index(picture, y, x, channel)];
	}

	/** One picture's values as an image over the same array: x, y, channel. */
	public RandomAccessibleInterval<FloatType> image(final int picture) {
		final var all = ArrayImgs.floats(values, shape.channels(), shape.width(), shape.height(), pictures);
		return Views.permute(Views.permute(Views.hyperSlice(all, 3, picture), 0, 1), 1, 2);
	}
}

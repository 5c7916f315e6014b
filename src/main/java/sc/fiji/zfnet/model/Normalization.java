package sc.fiji.zfnet.model;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.picture.ByteImage;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/**
 * Applies a {@link Preprocessing}. Bytes are converted with a look-up table, which is faster than a division. Thread-safe.
 */
public final class Normalization {

	private final Preprocessing preprocessing;
	private static final int COLOURS = 3;
	private final float[][] bytes;

	/**
	 * @param preprocessing the preprocessing of a value
	 */
	public Normalization(final Preprocessing preprocessing) {
		this.preprocessing = preprocessing;
		bytes = new float[preprocessing.channels()][256];
		for (int channel = 0; channel < bytes.length; channel++)
			for (int raw = 0; raw < 256; raw++)
				bytes[channel][raw] = preprocessing.normalized(channel, raw);
	}

	/**
	 * The preprocessed value of a byte.
	 *
	 * @param channel one of the network's channels
	 * @param raw 0 to 255
	 */
	public float ofByte(final int channel, final int raw) {
		return bytes[channel][raw];
	}

	/**
	 * Preprocesses a picture and stores it in a batch.
	 *
	 * @param image x, y, channel in the picture's order and units, of the batch's width and height
	 * @param batch batch to store it in
	 * @param picture index of the picture in the batch
	 * @throws IllegalArgumentException if the image has another size
	 */
	public void put(final RandomAccessibleInterval<FloatType> image, final Batch batch, final int picture) {
		final Shape shape = batch.shape();
		final int channels = preprocessing.channels();
		if (shape.channels() != channels || image.numDimensions() != 3 || image.dimension(0) != shape.width() || image.dimension(
			1) != shape.height() || image.dimension(2) != channels) throw new IllegalArgumentException("An image of " + sides(
				image) + " cannot become the input " + shape + "; one of " + shape.width() + " × " + shape.height() + " × " +
				channels + " (x, y, channel) is accepted");
		if (image instanceof ByteImage pixels) putBytes(pixels.rgb(), batch, picture);
		else putFloats(image, batch, picture);
	}

	private void putBytes(final byte[] rgb, final Batch batch, final int picture) {
		final float[] target = batch.values();
		final int start = batch.index(picture, 0, 0, 0);
		final int pixels = batch.shape().positions();
		final int colour = preprocessing.order().colour(0);
		final int last = 2 - colour;
		final float[] first = bytes[0];
		final float[] second = bytes[1];
		final float[] third = bytes[2];
		for (int pixel = 0; pixel < pixels; pixel++) {
			final int from = COLOURS * pixel;
			target[start + from] = first[rgb[from + colour] & 255];
			target[start + from + 1] = second[rgb[from + 1] & 255];
			target[start + from + 2] = third[rgb[from + last] & 255];
		}
	}

	private void putFloats(final RandomAccessibleInterval<FloatType> image, final Batch batch, final int picture) {
		final Shape shape = batch.shape();
		final float[] values = batch.values();
		final RandomAccess<FloatType> access = image.randomAccess();
		final int channels = shape.channels();
		final double factor = preprocessing.scale().factor();
		for (int channel = 0; channel < channels; channel++) {
			final double shift = preprocessing.mean().get(channel);
			final double deviation = preprocessing.std().get(channel);
			access.setPosition(image.min(2) + preprocessing.order().colour(channel), 2);
			for (int y = 0; y < shape.height(); y++) {
				access.setPosition(image.min(1) + y, 1);
				access.setPosition(image.min(0), 0);
				int index = batch.index(picture, y, 0, channel);
				for (int x = 0; x < shape.width(); x++) {
					values[index] = (float) ((access.get().get() * factor - shift) / deviation);
					index += channels;
					access.fwd(0);
				}
			}
		}
	}

	private static String sides(final RandomAccessibleInterval<?> image) {
		final StringBuilder text = new StringBuilder();
		for (int d = 0; d < image.numDimensions(); d++)
			text.append(d == 0 ? "" : " × ").append(image.dimension(d));
		return text.toString();
	}
}

package sc.fiji.zfnet.training;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Shape;

/** A picture scaled for a network's input and rounded to bytes, not yet cropped. */
final class StoredPicture {

	private final int width;
	private final int height;
	private final int channels;
	private final byte[] values;

	/**
	 * @param width width in pixels
	 * @param height height in pixels
	 * @param channels number of channels
	 * @param values the channels of each pixel, row by row
	 */
	StoredPicture(final int width, final int height, final int channels, final byte[] values) {
		this.width = width;
		this.height = height;
		this.channels = channels;
		this.values = values;
	}

	/** Width in pixels. */
	int width() {
		return width;
	}

	/** Height in pixels. */
	int height() {
		return height;
	}

	/** Number of channels. */
	int channels() {
		return channels;
	}

	/** The channels of each pixel, row by row. */
	byte[] values() {
		return values;
	}

	/** Scales a picture as for classification; a picture of exactly the input size is unchanged. */
	static StoredPicture of(final Picture picture, final Shape input) {
		final ScaledPicture scaled = ScaledPicture.forInput(picture, input);
		final int width = scaled.scaling().scaledWidth();
		final int height = scaled.scaling().scaledHeight();
		final StoredPicture stored = new StoredPicture(width, height, picture.channels(), new byte[Math.multiplyExact(picture
			.channels(), Math.multiplyExact(width, height))]);
		// Adjacent crops of the input size cover the whole picture; the last ones overlap their neighbours.
		for (int y = 0; y < height; y += input.height())
			for (int x = 0; x < width; x += input.width())
				stored.copy(scaled, Math.min(x, width - input.width()), Math.min(y, height - input.height()));
		return stored;
	}

	private void copy(final ScaledPicture scaled, final int left, final int top) {
		final RandomAccessibleInterval<FloatType> crop = scaled.crop(left, top);
		final RandomAccess<FloatType> access = crop.randomAccess();
		for (int c = 0; c < channels; c++)
			for (int y = 0; y < crop.dimension(1); y++)
				for (int x = 0; x < crop.dimension(0); x++) {
					access.setPosition(new int[] { x, y, c });
					values[((top + y) * width + left + x) * channels + c] = (byte) Math.round(access.get().get());
				}
	}

	/** A value from 0 to 255, by its index in the array. */
	int value(final int index) {
		return values[index] & 255;
	}
}

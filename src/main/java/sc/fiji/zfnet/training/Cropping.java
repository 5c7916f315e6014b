package sc.fiji.zfnet.training;

import java.util.Random;

import sc.fiji.zfnet.model.Normalization;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/**
 * Crops the network's input from a scaled picture and preprocesses it. During training, the position of the crop is
 * random, and pictures are mirrored with a probability of one half (Section 3 of the paper). A picture of exactly the
 * input size is shifted by up to an eighth of its side, and uncovered pixels take the mean.
 */
final class Cropping {

	private final Shape input;
	private final Normalization normalization;

	/**
	 * @param input shape of the network's input
	 * @param preprocessing of its channels
	 */
	Cropping(final Shape input, final Preprocessing preprocessing) {
		this.input = input;
		normalization = new Normalization(preprocessing);
	}

	/** The centre crop, unchanged. */
	void centre(final StoredPicture picture, final Batch batch, final int index) {
		cut(picture, (picture.width() - input.width()) / 2, (picture.height() - input.height()) / 2, false, batch, index);
	}

	/** A random crop, possibly mirrored. */
	void random(final StoredPicture picture, final Random random, final Batch batch, final int index) {
		final int left = start(picture.width() - input.width(), input.width() / 8, random);
		final int top = start(picture.height() - input.height(), input.height() / 8, random);
		cut(picture, left, top, random.nextBoolean(), batch, index);
	}

	private static int start(final int room, final int shift, final Random random) {
		return room > 0 ? random.nextInt(room + 1) : random.nextInt(2 * shift + 1) - shift;
	}

	private void cut(final StoredPicture picture, final int left, final int top, final boolean mirror, final Batch batch,
		final int index)
	{
		final float[] target = batch.values();
		final int channels = input.channels();
		for (int y = 0; y < input.height(); y++) {
			final int row = top + y;
			int to = batch.index(index, y, 0, 0);
			for (int x = 0; x < input.width(); x++) {
				final int column = left + (mirror ? input.width() - 1 - x : x);
				final boolean inside = row >= 0 && row < picture.height() && column >= 0 && column < picture.width();
				final int from = (row * picture.width() + column) * channels;
				for (int c = 0; c < channels; c++)
					target[to++] = inside ? normalization.ofByte(c, picture.value(from + c)) : 0;
			}
		}
	}
}

package sc.fiji.zfnet.model;

import sc.fiji.zfnet.network.Batch;

/** What each byte becomes before a network sees it; a division takes longer than to look it up. */
public final class NormalizedBytes {

	private final ChannelOrder channels;
	private final float[][] values = new float[3][256];

	/**
	 * @param preprocessing what happens to a byte (0 to 255)
	 */
	public NormalizedBytes(final Preprocessing preprocessing) {
		channels = preprocessing.channels();
		for (int channel = 0; channel < 3; channel++) {
			final double shift = preprocessing.mean().get(channel);
			final double scale = preprocessing.std().get(channel);
			for (int raw = 0; raw < 256; raw++)
				values[channel][raw] = (float) ((raw - shift) / scale);
		}
	}

	/**
	 * What one value becomes.
	 *
	 * @param channel one of the network's channels, 0 to 2
	 * @param raw 0 to 255
	 */
	public float value(final int channel, final int raw) {
		return values[channel][raw];
	}

	/**
	 * Puts a picture into a batch.
	 *
	 * @param rgb red, green, blue of each pixel, row by row; of the batch's size
	 */
	void put(final byte[] rgb, final Batch batch, final int picture) {
		final float[] target = batch.values();
		final int start = batch.index(picture, 0, 0, 0);
		final int pixels = batch.shape().positions();
		final int colour = channels.colour(0);
		final int last = 2 - colour;
		final float[] first = values[0];
		final float[] second = values[1];
		final float[] third = values[2];
		for (int pixel = 0; pixel < pixels; pixel++) {
			final int from = 3 * pixel;
			target[start + from] = first[rgb[from + colour] & 255];
			target[start + from + 1] = second[rgb[from + 1] & 255];
			target[start + from + 2] = third[rgb[from + last] & 255];
		}
	}
}

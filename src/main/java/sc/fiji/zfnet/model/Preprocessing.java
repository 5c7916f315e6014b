package sc.fiji.zfnet.model;

import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import sc.fiji.zfnet.image.ByteImage;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/**
 * What happens to a picture's values (0–255) before a network sees them: (raw − mean) / std in the network's channel
 * order.
 *
 * @param channels the network's channel order
 * @param mean what is subtracted, in raw units, one a channel in the order of {@code channels}
 * @param std what is divided by, in raw units, one a channel in the order of {@code channels}
 */
public record Preprocessing(ChannelOrder channels, List<Double> mean, List<Double> std) {

	/** Values as they are, red, green, blue. */
	public static final Preprocessing NONE = new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(1.0));

	/**
	 * A single number stands for three.
	 *
	 * @throws IllegalArgumentException when there are neither one nor three numbers, one is not finite, or a std is not
	 *           positive
	 */
	public Preprocessing {
		mean = three("mean", mean);
		std = three("std", std);
		for (final double value : std)
			if (value <= 0) throw new IllegalArgumentException("std is " + std + "; positive numbers are accepted");
	}

	private static List<Double> three(final String what, final List<Double> values) {
		if (values.size() != 1 && values.size() != 3) throw new IllegalArgumentException(what + " has " + values.size() +
			" numbers; one or three are accepted");
		for (final double value : values)
			if (!Double.isFinite(value)) throw new IllegalArgumentException(what + " is " + values +
				"; finite numbers are accepted");
		return values.size() == 3 ? List.copyOf(values) : Collections.nCopies(3, values.get(0));
	}

	/** The raw values, red, green, blue, that become 0: the mean as a colour. */
	public float[] fill() {
		final float[] fill = new float[3];
		for (int channel = 0; channel < 3; channel++)
			fill[channels.colour(channel)] = mean.get(channel).floatValue();
		return fill;
	}

	/**
	 * Puts a picture into a batch as the network sees it.
	 *
	 * @param image x, y, channel (red, green, blue) in raw units, of the batch's width and height
	 * @param batch takes it
	 * @param picture which of the batch's pictures it becomes
	 * @throws IllegalArgumentException when the image is of another size
	 */
	public void normalize(final RandomAccessibleInterval<FloatType> image, final Batch batch, final int picture) {
		final Shape shape = batch.shape();
		if (shape.channels() != 3 || image.numDimensions() != 3 || image.dimension(0) != shape.width() || image.dimension(
			1) != shape.height() || image.dimension(2) != 3) throw new IllegalArgumentException("An image of " + sides(image) +
				" cannot become the input " + shape + "; one of " + shape.width() + " × " + shape.height() +
				" × 3 (x, y, channel) is accepted");
		if (image instanceof ByteImage bytes) normalizeBytes(bytes.rgb(), batch, picture);
		else normalizeFloats(image, batch, picture);
	}

	private void normalizeFloats(final RandomAccessibleInterval<FloatType> image, final Batch batch, final int picture) {
		final Shape shape = batch.shape();
		final float[] values = batch.values();
		final RandomAccess<FloatType> access = image.randomAccess();
		for (int channel = 0; channel < 3; channel++) {
			final double shift = mean.get(channel);
			final double scale = std.get(channel);
			access.setPosition(image.min(2) + channels.colour(channel), 2);
			for (int y = 0; y < shape.height(); y++) {
				access.setPosition(image.min(1) + y, 1);
				access.setPosition(image.min(0), 0);
				int index = batch.index(picture, y, 0, channel);
				for (int x = 0; x < shape.width(); x++) {
					values[index] = (float) ((access.get().get() - shift) / scale);
					index += 3;
					access.fwd(0);
				}
			}
		}
	}

	/** A division takes longer than to look it up, and bytes have few values. */
	private void normalizeBytes(final byte[] rgb, final Batch batch, final int picture) {
		final float[] first = normalizedBytes(0);
		final float[] second = normalizedBytes(1);
		final float[] third = normalizedBytes(2);
		final float[] values = batch.values();
		final int colour = channels.colour(0);
		int to = batch.index(picture, 0, 0, 0);
		for (int pixel = 0; pixel < rgb.length; pixel += 3, to += 3) {
			values[to] = first[rgb[pixel + colour] & 255];
			values[to + 1] = second[rgb[pixel + 1] & 255];
			values[to + 2] = third[rgb[pixel + 2 - colour] & 255];
		}
	}

	private float[] normalizedBytes(final int channel) {
		final double shift = mean.get(channel);
		final double scale = std.get(channel);
		final float[] normalized = new float[256];
		for (int raw = 0; raw < 256; raw++)
			normalized[raw] = (float) ((raw - shift) / scale);
		return normalized;
	}

	private static String sides(final RandomAccessibleInterval<?> image) {
		final StringBuilder text = new StringBuilder();
		for (int d = 0; d < image.numDimensions(); d++)
			text.append(d == 0 ? "" : " × ").append(image.dimension(d));
		return text.toString();
	}

	/**
	 * An image in the network's channel order as one in the order red, green, blue; values stay as they are.
	 *
	 * @param image x, y, channel, such as what a projection down to the input gives
	 * @return a view
	 */
	public <T extends RealType<T>> RandomAccessibleInterval<T> toRgb(final RandomAccessibleInterval<T> image) {
		return channels == ChannelOrder.RGB ? image : Views.zeroMin(Views.invertAxis(image, 2));
	}
}

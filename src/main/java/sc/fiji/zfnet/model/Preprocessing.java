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
	 * Puts pictures into a batch as the network sees them.
	 *
	 * @param images x, y, channel (red, green, blue) in raw units, of the batch's width and height
	 * @param batch takes them; of as many pictures
	 * @throws IllegalArgumentException when an image is of another size
	 */
	public void normalize(final List<RandomAccessibleInterval<FloatType>> images, final Batch batch) {
		final NormalizedBytes bytes = new NormalizedBytes(this);
		for (int picture = 0; picture < images.size(); picture++) {
			check(images.get(picture), batch.shape());
			if (images.get(picture) instanceof ByteImage image) bytes.put(image.rgb(), batch, picture);
			else normalizeFloats(images.get(picture), batch, picture);
		}
	}

	/**
	 * Puts one picture into a batch.
	 *
	 * @param image x, y, channel (red, green, blue) in raw units, of the batch's width and height
	 * @param batch takes it
	 * @param picture which of the batch's pictures it becomes
	 * @throws IllegalArgumentException when the image is of another size
	 */
	public void normalize(final RandomAccessibleInterval<FloatType> image, final Batch batch, final int picture) {
		check(image, batch.shape());
		normalizeFloats(image, batch, picture);
	}

	private static void check(final RandomAccessibleInterval<FloatType> image, final Shape shape) {
		if (shape.channels() != 3 || image.numDimensions() != 3 || image.dimension(0) != shape.width() || image.dimension(
			1) != shape.height() || image.dimension(2) != 3) throw new IllegalArgumentException("An image of " + sides(image) +
				" cannot become the input " + shape + "; one of " + shape.width() + " × " + shape.height() +
				" × 3 (x, y, channel) is accepted");
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

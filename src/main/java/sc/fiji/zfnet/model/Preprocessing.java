package sc.fiji.zfnet.model;

import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.picture.InputChannels;

/**
 * The conversion of a picture's values to the network's input: scaled, then (value − mean) / std in the network's channel
 * order. {@link Normalization} applies it.
 *
 * @param order the network's order of three colours; RGB where it takes another number of channels, which stand in the
 *          image's order
 * @param mean mean to subtract, one per channel in the network's order, in the units of {@code scale}
 * @param std standard deviation to divide by, one per channel in the network's order, in the units of {@code scale}
 * @param scale what the picture's full range becomes
 */
public record Preprocessing(ChannelOrder order, List<Double> mean, List<Double> std, Scale scale) {

	private static final int COLOURS = 3;

	/** With less, a picture's values would become so large that nothing can be computed with them. */
	private static final double LEAST_STD = 1e-6;

	/** Unchanged values, in the order red, green, blue. */
	public static final Preprocessing NONE = new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(1.0));

	/**
	 * One mean and standard deviation per channel.
	 *
	 * @throws IllegalArgumentException if there are not as many of both, one is not finite, a std is not positive, or colours
	 *           in the order BGR are not three
	 */
	public Preprocessing {
		mean = finite("mean", mean);
		std = finite("std", std);
		if (mean.size() != std.size() || mean.isEmpty()) throw new IllegalArgumentException("mean has " + mean.size() +
			" numbers and std has " + std.size() + "; one for each channel is accepted");
		for (final double value : std)
			if (value <= 0 || value < LEAST_STD) throw new IllegalArgumentException("std is " + std +
				"; positive numbers are accepted, from " + LEAST_STD + " on");
		if (order == ChannelOrder.BGR && mean.size() != COLOURS) throw new IllegalArgumentException(
			"channels is BGR, and the network takes " + mean.size() + "; BGR is accepted for three channels");
	}

	/** Of three colours, 0 to 255; a single number applies to all three. */
	public Preprocessing(final ChannelOrder order, final List<Double> mean, final List<Double> std) {
		this(order, each("mean", mean, COLOURS), each("std", std, COLOURS), Scale.BYTES);
	}

	/**
	 * For a network of any number of channels; a single number applies to all.
	 *
	 * @param channels number of channels of the network's input
	 * @param order see {@link #order}
	 * @param mean one number, or one per channel
	 * @param std one number, or one per channel
	 * @param scale what the picture's full range becomes
	 * @throws IllegalArgumentException if the numbers are neither one nor one per channel, or not accepted
	 */
	public static Preprocessing of(final int channels, final ChannelOrder order, final List<Double> mean, final List<Double> std,
		final Scale scale)
	{
		return new Preprocessing(order, each("mean", mean, channels), each("std", std, channels), scale);
	}

	private static List<Double> each(final String what, final List<Double> values, final int channels) {
		if (values.size() != 1 && values.size() != channels) throw new IllegalArgumentException(what + " has " + values.size() +
			" numbers; one" + (channels == 1 ? " is" : " or " + (channels == COLOURS ? "three" : channels) + " are") + " accepted");
		return values.size() == channels ? values : Collections.nCopies(channels, values.get(0));
	}

	private static List<Double> finite(final String what, final List<Double> values) {
		for (final double value : values)
			if (!Double.isFinite(value)) throw new IllegalArgumentException(what + " is " + values +
				"; finite numbers are accepted");
		return List.copyOf(values);
	}

	/** Number of channels. */
	public int channels() {
		return mean.size();
	}

	/** What is taken of a picture. */
	public InputChannels input() {
		return new InputChannels(channels(), scale.isRaw());
	}

	/**
	 * Refuses a network that takes another number of channels.
	 *
	 * @param input shape of the network's input
	 * @throws IllegalArgumentException if it does
	 */
	public void check(final Shape input) {
		if (input.channels() != channels()) throw new IllegalArgumentException("The preprocessing is for " + channels() +
			(channels() == 1 ? " channel" : " channels") + ", and the network's input is " + input + "; one mean and std per channel " +
			"of the input are accepted");
	}

	/**
	 * The preprocessed value.
	 *
	 * @param channel one of the network's channels
	 * @param value of the picture: 0 to 255, or raw
	 */
	public float normalized(final int channel, final double value) {
		return (float) ((value * scale.factor() - mean.get(channel)) / std.get(channel));
	}

	/** The picture's values that are converted to 0, in the picture's order of channels: the mean as a colour. */
	public float[] fill() {
		final float[] fill = new float[channels()];
		for (int channel = 0; channel < fill.length; channel++)
			fill[order.colour(channel)] = (float) (mean.get(channel) / scale.factor());
		return fill;
	}

	/**
	 * Reorders an image from the network's channel order to the picture's: red, green, blue where there are three. The
	 * values are unchanged.
	 *
	 * @param image x, y, channel, such as a deconvnet projection
	 * @return a view
	 */
	public <T extends RealType<T>> RandomAccessibleInterval<T> toRgb(final RandomAccessibleInterval<T> image) {
		return order == ChannelOrder.RGB ? image : Views.zeroMin(Views.invertAxis(image, 2));
	}
}

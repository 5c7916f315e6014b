package sc.fiji.zfnet.model;

import java.util.Collections;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * The conversion of a picture's values (0–255) to the network's input: (raw − mean) / std in the network's channel order.
 * {@link Normalization} applies it.
 *
 * @param channels the network's channel order
 * @param mean mean to subtract, in raw units, one per channel in the order of {@code channels}
 * @param std standard deviation to divide by, in raw units, one per channel in the order of {@code channels}
 */
public record Preprocessing(ChannelOrder channels, List<Double> mean, List<Double> std) {

	/** With less, a picture's values would become so large that nothing can be computed with them. */
	private static final double LEAST_STD = 1e-6;

	/** Unchanged values, in the order red, green, blue. */
	public static final Preprocessing NONE = new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(1.0));

	/**
	 * A single number applies to all three channels.
	 *
	 * @throws IllegalArgumentException if there are neither one nor three numbers, one is not finite, or a std is not
	 *           positive
	 */
	public Preprocessing {
		mean = three("mean", mean);
		std = three("std", std);
		for (final double value : std)
			if (value <= 0 || value < LEAST_STD) throw new IllegalArgumentException("std is " + std +
				"; positive numbers are accepted, from " + LEAST_STD + " on");
	}

	private static List<Double> three(final String what, final List<Double> values) {
		if (values.size() != 1 && values.size() != 3) throw new IllegalArgumentException(what + " has " + values.size() +
			" numbers; one or three are accepted");
		for (final double value : values)
			if (!Double.isFinite(value)) throw new IllegalArgumentException(what + " is " + values +
				"; finite numbers are accepted");
		return values.size() == 3 ? List.copyOf(values) : Collections.nCopies(3, values.get(0));
	}

	/**
	 * The preprocessed value.
	 *
	 * @param channel one of the network's channels, 0 to 2
	 * @param raw 0 to 255
	 */
	public float normalized(final int channel, final double raw) {
		return (float) ((raw - mean.get(channel)) / std.get(channel));
	}

	/** The raw red, green and blue values that are converted to 0, that is, the mean as a colour. */
	public float[] fill() {
		final float[] fill = new float[3];
		for (int channel = 0; channel < 3; channel++)
			fill[channels.colour(channel)] = mean.get(channel).floatValue();
		return fill;
	}

	/**
	 * Reorders an image from the network's channel order to red, green, blue; the values are unchanged.
	 *
	 * @param image x, y, channel, such as a deconvnet projection
	 * @return a view
	 */
	public <T extends RealType<T>> RandomAccessibleInterval<T> toRgb(final RandomAccessibleInterval<T> image) {
		return channels == ChannelOrder.RGB ? image : Views.zeroMin(Views.invertAxis(image, 2));
	}
}

package sc.fiji.zfnet.image;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.util.ResizableDoubleArray;

import ij.process.ColorProcessor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.picture.InputChannels;

/**
 * Renders signed values, such as a deconvnet projection or the weights of a filter, in colour: zero is middle grey (128),
 * and plus or minus the scale is full contrast (255 or 1). Channels other than red, green and blue are shown together in the
 * colours of a composite, one channel in grey.
 */
public final class SignedContrast {

	private static final double SATURATED = 1;
	private static final int WHITE = 255;
	private static final int GREY = 128;

	private SignedContrast() {}

	/**
	 * Renders an image with {@link #clear} as scale.
	 *
	 * @param image x, y, channel
	 */
	public static ColorProcessor render(final RandomAccessibleInterval<FloatType> image) {
		return render(image, clear(image));
	}

	/**
	 * Renders an image with a given scale; larger values are clamped, and NaN is shown as zero.
	 *
	 * @param image x, y, channel
	 * @param scale absolute value at full contrast; if it is 0, everything is grey
	 */
	public static ColorProcessor render(final RandomAccessibleInterval<FloatType> image, final float scale) {
		return sum(image, ChannelColours.weights(channels(image)), GREY, (channel, value) -> scale > 0 ? 127.0 * value / scale : 0);
	}

	/**
	 * Renders a picture, 0 to 255; values outside are clamped.
	 *
	 * @param image x, y, channel
	 */
	public static ColorProcessor raw(final RandomAccessibleInterval<FloatType> image) {
		return sum(image, fullColours(channels(image)), 0, (channel, value) -> Math.min(Math.max(value, 0), WHITE));
	}

	/**
	 * Renders a picture in its units: 0 to 255, or each channel from its least to its greatest value where these are raw.
	 *
	 * @param image x, y, channel
	 * @param units what was taken of the picture
	 */
	public static ColorProcessor raw(final RandomAccessibleInterval<FloatType> image, final InputChannels units) {
		if (!units.raw()) return raw(image);
		final double[][] ranges = IntStream.range(0, channels(image)).mapToObj(channel -> range(Views.hyperSlice(image, 2,
			channel + image.min(2)))).toArray(double[][]::new);
		return sum(image, fullColours(ranges.length), 0, (channel, value) -> {
			final double extent = ranges[channel][1] - ranges[channel][0];
			return extent > 0 ? WHITE * (value - ranges[channel][0]) / extent : 0;
		});
	}

	/** The least and the greatest value. */
	static double[] range(final RandomAccessibleInterval<FloatType> image) {
		double least = Double.POSITIVE_INFINITY;
		double greatest = Double.NEGATIVE_INFINITY;
		for (final FloatType value : Views.iterable(image)) {
			least = Math.min(least, value.get());
			greatest = Math.max(greatest, value.get());
		}
		return new double[] { least, greatest };
	}

	private static double[][] fullColours(final int channels) {
		return ChannelColours.of(channels).stream().map(colour -> new double[] { colour.getRed() / (double) WHITE, colour.getGreen() /
			(double) WHITE, colour.getBlue() / (double) WHITE }).toArray(double[][]::new);
	}

	/**
	 * A scale that shows an image clearly: the absolute value that {@value #SATURATED} % of the non-zero values exceed.
	 * Projections have a few large values, which would otherwise leave everything else grey. 0 for an image of zeros.
	 */
	public static float clear(final RandomAccessibleInterval<FloatType> image) {
		final ResizableDoubleArray values = new ResizableDoubleArray();
		for (final FloatType value : Views.iterable(image))
			if (value.get() != 0 && !Float.isNaN(value.get())) values.addElement(Math.abs(value.get()));
		return values.getNumElements() == 0 ? 0 : (float) new Percentile(100 - SATURATED).evaluate(values.getElements());
	}

	private static int channels(final RandomAccessibleInterval<FloatType> image) {
		if (image.numDimensions() != 3) throw new IllegalArgumentException("An image with the dimensions " + Arrays.toString(image
			.dimensionsAsLongArray()) + " cannot be shown in colour; x, y and channel are accepted");
		return (int) image.dimension(2);
	}

	/** Adds up the levels of all channels, each in its colour. */
	private static ColorProcessor sum(final RandomAccessibleInterval<FloatType> image, final double[][] colours, final int zero,
		final Contrast contrast)
	{
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final RandomAccess<FloatType> access = Views.zeroMin(image).randomAccess();
		final int[] pixels = new int[width * height];
		final double[] sums = new double[3];
		for (int i = 0; i < pixels.length; i++) {
			Arrays.fill(sums, zero);
			for (int c = 0; c < colours.length; c++) {
				access.setPosition(new int[] { i % width, i / width, c });
				final float value = access.get().get();
				final double level = contrast.level(c, Float.isNaN(value) ? 0 : value);
				for (int primary = 0; primary < sums.length; primary++)
					sums[primary] += colours[c][primary] * level;
			}
			for (final double sum : sums)
				pixels[i] = pixels[i] << 8 | (int) Math.min(Math.max(Math.round(sum), 0), WHITE);
		}
		return new ColorProcessor(width, height, pixels);
	}

	@FunctionalInterface
	private interface Contrast {

		double level(int channel, float value);
	}
}

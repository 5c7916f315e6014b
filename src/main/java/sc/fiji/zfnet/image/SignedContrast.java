package sc.fiji.zfnet.image;

import java.util.Arrays;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.util.ResizableDoubleArray;

import ij.process.ColorProcessor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.picture.Picture;

/**
 * Renders signed values, such as a deconvnet projection or the weights of a filter, in colour: zero is middle grey (128),
 * and plus or minus the scale is full contrast (255 or 1).
 */
public final class SignedContrast {

	private static final double SATURATED = 1;

	private SignedContrast() {}

	/**
	 * Renders an image with {@link #clear} as scale.
	 *
	 * @param image x, y, channel (R, G, B)
	 */
	public static ColorProcessor render(final RandomAccessibleInterval<FloatType> image) {
		return render(image, clear(image));
	}

	/**
	 * Renders an image with a given scale; larger values are clamped, and NaN is shown as zero.
	 *
	 * @param image x, y, channel (R, G, B)
	 * @param scale absolute value at full contrast; if it is 0, everything is grey
	 */
	public static ColorProcessor render(final RandomAccessibleInterval<FloatType> image, final float scale) {
		return colour(image, value -> scale > 0 ? 128 + 127.0 * value / scale : 128);
	}

	/**
	 * Renders a raw picture, 0 to 255; values outside are clamped.
	 *
	 * @param image x, y, channel (R, G, B)
	 */
	public static ColorProcessor raw(final RandomAccessibleInterval<FloatType> image) {
		return colour(image, value -> value);
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

	private static ColorProcessor colour(final RandomAccessibleInterval<FloatType> image, final Contrast contrast) {
		if (image.numDimensions() != 3 || image.dimension(2) != Picture.CHANNELS) throw new IllegalArgumentException(
			"An image with the dimensions " + Arrays.toString(image.dimensionsAsLongArray()) +
				" cannot be shown in colour; x, y and 3 channels are accepted");
		final int width = (int) image.dimension(0);
		final int height = (int) image.dimension(1);
		final RandomAccess<FloatType> access = Views.zeroMin(image).randomAccess();
		final int[] pixels = new int[width * height];
		for (int i = 0; i < pixels.length; i++) {
			for (int c = 0; c < Picture.CHANNELS; c++) {
				access.setPosition(new int[] { i % width, i / width, c });
				final float value = access.get().get();
				final long level = Math.round(contrast.level(Float.isNaN(value) ? 0 : value));
				pixels[i] = pixels[i] << 8 | (int) Math.min(Math.max(level, 0), 255);
			}
		}
		return new ColorProcessor(width, height, pixels);
	}

	@FunctionalInterface
	private interface Contrast {

		double level(float value);
	}
}

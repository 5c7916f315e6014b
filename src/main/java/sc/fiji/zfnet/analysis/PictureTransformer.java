package sc.fiji.zfnet.analysis;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.RealRandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.interpolation.randomaccess.NLinearInterpolatorFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.image.InputScaling;
import sc.fiji.zfnet.image.Picture;
import sc.fiji.zfnet.image.ScaledPicture;
import sc.fiji.zfnet.network.Shape;

/**
 * Moves, turns and scales a picture before a network sees it: the picture is scaled to the network as always, then
 * transformed, and only then cropped, so that what comes into view is the picture's own surroundings as far as it has
 * any. Bilinear and not rounded; pixels beyond the picture have the background's colour. The transform that changes
 * nothing gives exactly what the network sees without any. Safe for several threads.
 */
public final class PictureTransformer {

	private final Shape input;
	private final InputScaling scaling;
	private final float[] background;
	private final float[] whole;

	/**
	 * @param picture the picture
	 * @param input shape of the network's input
	 * @param background raw red, green and blue of what lies beyond the picture
	 */
	public PictureTransformer(final Picture picture, final Shape input, final float[] background) {
		this.input = input;
		this.background = background.clone();
		final ScaledPicture scaled = ScaledPicture.forInput(picture, input);
		scaling = scaled.scaling();
		whole = assemble(scaled);
	}

	/** The scaled picture, put together from crops, as these are quick and exactly what the network sees. */
	private float[] assemble(final ScaledPicture scaled) {
		final float[] values = new float[Math.multiplyExact(Picture.CHANNELS, Math.multiplyExact(scaling.scaledWidth(),
			scaling.scaledHeight()))];
		final RandomAccessibleInterval<FloatType> all = image(values, scaling.scaledWidth(), scaling.scaledHeight());
		for (int y = 0; y < scaling.scaledHeight(); y += input.height())
			for (int x = 0; x < scaling.scaledWidth(); x += input.width()) {
				final int left = Math.min(x, scaling.scaledWidth() - input.width());
				final int top = Math.min(y, scaling.scaledHeight() - input.height());
				copy(scaled.crop(left, top), Views.offsetInterval(all, new long[] { left, top, 0 }, new long[] { input.width(),
					input.height(), Picture.CHANNELS }));
			}
		return values;
	}

	private static void copy(final RandomAccessibleInterval<FloatType> from, final RandomAccessibleInterval<FloatType> to) {
		final var target = Views.flatIterable(to).cursor();
		Views.flatIterable(from).forEach(value -> target.next().set(value));
	}

	private static RandomAccessibleInterval<FloatType> image(final float[] values, final int width, final int height) {
		return ArrayImgs.floats(values, width, height, Picture.CHANNELS);
	}

	/**
	 * The transformed picture as the network's input.
	 *
	 * @param transform where it moves the positions of the input; see {@link TransformFamily#at}
	 * @return x, y, channel (R, G, B), raw 0 to 255, of the input's size
	 * @throws IllegalArgumentException when the transform maps the picture to a line or a point
	 */
	public RandomAccessibleInterval<FloatType> apply(final AffineTransform transform) {
		final double[] positions = sources(transform);
		final RandomAccessibleInterval<FloatType> all = image(whole, scaling.scaledWidth(), scaling.scaledHeight());
		final float[] values = new float[Picture.CHANNELS * input.positions()];
		for (int c = 0; c < Picture.CHANNELS; c++) {
			final RealRandomAccess<FloatType> source = Views.interpolate(Views.extendValue(Views.hyperSlice(all, 2, c),
				background[c]), new NLinearInterpolatorFactory<>()).realRandomAccess();
			for (int i = 0, to = c * input.positions(); i < positions.length; i += 2, to++) {
				source.setPosition(positions[i], 0);
				source.setPosition(positions[i + 1], 1);
				values[to] = source.get().get();
			}
		}
		return image(values, input.width(), input.height());
	}

	/** Where each pixel of the input comes from in the scaled picture: x and y by turns, row by row. */
	private double[] sources(final AffineTransform transform) {
		final double[] positions = new double[2 * input.positions()];
		for (int i = 0; i < input.positions(); i++) {
			positions[2 * i] = i % input.width();
			positions[2 * i + 1] = i / input.width();
		}
		try {
			transform.inverseTransform(positions, 0, positions, 0, input.positions());
		}
		catch (final NoninvertibleTransformException exc) {
			throw new IllegalArgumentException("The transform " + transform +
				" leaves nothing of the picture; one that can be undone is accepted", exc);
		}
		for (int i = 0; i < positions.length; i += 2) {
			positions[i] += scaling.cropX();
			positions[i + 1] += scaling.cropY();
		}
		return positions;
	}
}

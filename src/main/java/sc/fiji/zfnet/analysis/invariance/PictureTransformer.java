package sc.fiji.zfnet.analysis.invariance;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.RealRandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.interpolation.randomaccess.NLinearInterpolatorFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.Shape;

/**
 * Translates, rotates and scales a picture before a network sees it. The picture is scaled for the network as usual, then
 * transformed, and only then cropped, so that the picture's own surroundings come into view where they exist.
 * Interpolation is bilinear, without rounding; pixels beyond the picture have the background colour. The identity
 * transform gives exactly the untransformed input. Thread-safe.
 */
public final class PictureTransformer {

	/**
	 * Width of the background border at the top and left of the scaled picture; interpolation needs one more pixel at the
	 * bottom and right.
	 */
	private static final int BORDER = 1;

	private final Shape input;
	private final InputScaling scaling;
	private final int width;
	private final int height;
	private final float[][] channels;

	/**
	 * @param picture the picture
	 * @param input shape of the network's input
	 * @param background value of pixels beyond the picture, one per channel
	 */
	public PictureTransformer(final Picture picture, final Shape input, final float[] background) {
		this.input = input;
		final ScaledPicture scaled = ScaledPicture.forInput(picture, input);
		scaling = scaled.scaling();
		width = scaling.scaledWidth() + 2 * BORDER + 1;
		height = scaling.scaledHeight() + 2 * BORDER + 1;
		channels = new float[picture.channels()][Math.multiplyExact(width, height)];
		for (int c = 0; c < channels.length; c++)
			Arrays.fill(channels[c], background[c]);
		assemble(scaled);
	}

	/** Assembles the scaled picture from crops, which are fast and exactly what the network sees. */
	private void assemble(final ScaledPicture scaled) {
		for (int y = 0; y < scaling.scaledHeight(); y += input.height())
			for (int x = 0; x < scaling.scaledWidth(); x += input.width()) {
				final int left = Math.min(x, scaling.scaledWidth() - input.width());
				final int top = Math.min(y, scaling.scaledHeight() - input.height());
				final RandomAccessibleInterval<FloatType> crop = scaled.crop(left, top);
				for (int c = 0; c < channels.length; c++)
					copy(Views.hyperSlice(crop, 2, c), Views.offsetInterval(channel(c), new long[] { left + BORDER, top + BORDER },
						new long[] { input.width(), input.height() }));
			}
	}

	private static void copy(final RandomAccessibleInterval<FloatType> from, final RandomAccessibleInterval<FloatType> to) {
		final var target = Views.flatIterable(to).cursor();
		Views.flatIterable(from).forEach(value -> target.next().set(value));
	}

	private RandomAccessibleInterval<FloatType> channel(final int channel) {
		return ArrayImgs.floats(channels[channel], width, height);
	}

	/**
	 * The transformed picture as the network's input.
	 *
	 * @param transform transform of the positions in the input; see {@link TransformFamily#at}
	 * @return x, y, channel in the picture's units, of the input's size
	 * @throws IllegalArgumentException if the transform maps the picture to a line or a point
	 */
	public RandomAccessibleInterval<FloatType> apply(final AffineTransform transform) {
		final double[] positions = sources(transform);
		final float[] values = new float[channels.length * input.positions()];
		for (int c = 0; c < channels.length; c++) {
			final RealRandomAccess<FloatType> source = Views.interpolate(channel(c), new NLinearInterpolatorFactory<>())
				.realRandomAccess();
			for (int i = 0, to = c * input.positions(); i < positions.length; i += 2, to++) {
				source.setPosition(positions[i], 0);
				source.setPosition(positions[i + 1], 1);
				values[to] = source.get().get();
			}
		}
		return ArrayImgs.floats(values, input.width(), input.height(), channels.length);
	}

	/** The source position of each input pixel in the scaled picture with its border: alternately x and y, row by row. */
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
				" leaves nothing of the picture; an invertible transform is required", exc);
		}
		// Everything beyond the border is background, so positions are clamped there, and edges need no special care.
		for (int i = 0; i < positions.length; i += 2) {
			positions[i] = clamp(positions[i] + scaling.cropX() + BORDER, width - 2);
			positions[i + 1] = clamp(positions[i + 1] + scaling.cropY() + BORDER, height - 2);
		}
		return positions;
	}

	private static double clamp(final double position, final int last) {
		return Math.min(Math.max(position, 0), last);
	}
}

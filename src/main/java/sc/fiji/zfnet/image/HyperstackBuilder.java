package sc.fiji.zfnet.image;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.picture.Picture;

/**
 * Builds a 32-bit hyperstack of colour images with their values unchanged: width × height × 3 channels (R, G, B) × 1 slice
 * × one frame per image, displayed in colour. It is as large as the largest image; smaller images are placed in the upper
 * left corner, and the rest is 0.
 */
public final class HyperstackBuilder {

	private static final Color[] COLOURS = { Color.RED, Color.GREEN, Color.BLUE };

	private final List<RandomAccessibleInterval<FloatType>> frames = new ArrayList<>();
	private final List<String> labels = new ArrayList<>();

	/**
	 * Adds a frame.
	 *
	 * @param image x, y, channel (R, G, B)
	 * @param label label of the frame
	 * @return this
	 * @throws IllegalArgumentException if the image does not have these dimensions
	 */
	public HyperstackBuilder add(final RandomAccessibleInterval<FloatType> image, final String label) {
		if (image.numDimensions() != 3 || image.dimension(2) != Picture.CHANNELS) throw new IllegalArgumentException(
			"Frame '" + label + "' has the dimensions " + Arrays.toString(image.dimensionsAsLongArray()) +
				"; x, y and 3 channels are required");
		frames.add(image);
		labels.add(label);
		return this;
	}

	/**
	 * A hyperstack of signed values. The display range is symmetric, so that zero is middle grey; its width is the largest
	 * {@link SignedContrast#clear} of all frames.
	 *
	 * @throws IllegalStateException if there is no frame
	 */
	public ImagePlus signed(final String title) {
		float range = 0;
		for (final var frame : frames) range = Math.max(range, SignedContrast.clear(frame));
		return build(title, range > 0 ? -range : -1, range > 0 ? range : 1);
	}

	/**
	 * A hyperstack of raw pictures, displayed from 0 to 255.
	 *
	 * @throws IllegalStateException if there is no frame
	 */
	public ImagePlus raw(final String title) {
		return build(title, 0, 255);
	}

	private ImagePlus build(final String title, final double minimum, final double maximum) {
		if (frames.isEmpty()) throw new IllegalStateException("A hyperstack needs at least one frame");
		final int width = frames.stream().mapToInt(frame -> (int) frame.dimension(0)).max().getAsInt();
		final int height = frames.stream().mapToInt(frame -> (int) frame.dimension(1)).max().getAsInt();
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < frames.size(); i++) {
			for (int c = 0; c < Picture.CHANNELS; c++)
				stack.addSlice(labels.get(i), plane(Views.hyperSlice(Views.zeroMin(frames.get(i)), 2, c), width, height));
		}
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(Picture.CHANNELS, 1, frames.size());
		final CompositeImage composite = new CompositeImage(image, IJ.COMPOSITE);
		composite.setOpenAsHyperStack(true);
		composite.setLuts(Arrays.stream(COLOURS).map(colour -> lut(colour, minimum, maximum)).toArray(LUT[]::new));
		composite.getProcessor().setMinAndMax(minimum, maximum);
		return composite;
	}

	private static LUT lut(final Color colour, final double minimum, final double maximum) {
		final LUT lut = LUT.createLutFromColor(colour);
		lut.min = minimum;
		lut.max = maximum;
		return lut;
	}

	private static float[] plane(final RandomAccessibleInterval<FloatType> channel, final int width, final int height) {
		final float[] plane = new float[width * height];
		final Cursor<FloatType> cursor = Views.iterable(channel).localizingCursor();
		while (cursor.hasNext()) {
			final float value = cursor.next().get();
			plane[cursor.getIntPosition(1) * width + cursor.getIntPosition(0)] = value;
		}
		return plane;
	}
}

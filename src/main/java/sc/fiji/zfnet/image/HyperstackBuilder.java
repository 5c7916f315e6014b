package sc.fiji.zfnet.image;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.zfnet.picture.InputChannels;

/**
 * Builds a 32-bit hyperstack of images with their values unchanged: width × height × channels (R, G, B where there are
 * three) × 1 slice × one frame per image, displayed as a composite, or one by one where there are too many channels for it.
 * It is as large as the largest image; smaller images are placed in the upper
 * left corner, and the rest is 0.
 */
public final class HyperstackBuilder {

	private final List<RandomAccessibleInterval<FloatType>> frames = new ArrayList<>();
	private final List<String> labels = new ArrayList<>();

	/**
	 * Adds a frame.
	 *
	 * @param image x, y, channel; as many channels in each frame
	 * @param label label of the frame
	 * @return this
	 * @throws IllegalArgumentException if the image does not have these dimensions
	 */
	public HyperstackBuilder add(final RandomAccessibleInterval<FloatType> image, final String label) {
		final boolean fits = image.numDimensions() == 3 && (frames.isEmpty() || image.dimension(2) == frames.get(0).dimension(2));
		if (!fits) throw new IllegalArgumentException("Frame '" + label + "' has the dimensions " + Arrays.toString(image
			.dimensionsAsLongArray()) + "; x, y and " + (frames.isEmpty() ? "channels" : frames.get(0).dimension(2) + " channels") +
			" are required");
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
		final double[] both = range > 0 ? new double[] { -range, range } : new double[] { -1, 1 };
		final double[][] weights = ChannelColours.weights(channels());
		return build(title, c -> both, Arrays.stream(weights).map(weight -> new Color((float) weight[0], (float) weight[1],
			(float) weight[2])).toList());
	}

	/**
	 * A hyperstack of pictures, displayed from 0 to 255.
	 *
	 * @throws IllegalStateException if there is no frame
	 */
	public ImagePlus raw(final String title) {
		return build(title, c -> new double[] { 0, 255 }, ChannelColours.of(channels()));
	}

	/**
	 * A hyperstack of pictures, displayed in their units: from 0 to 255, or each channel from its least to its greatest value
	 * where these are raw.
	 *
	 * @throws IllegalStateException if there is no frame
	 */
	public ImagePlus raw(final String title, final InputChannels units) {
		return units.raw() ? build(title, this::range, ChannelColours.of(channels())) : raw(title);
	}

	private double[] range(final int channel) {
		final double[] all = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		for (final var frame : frames) {
			final double[] range = SignedContrast.range(Views.hyperSlice(Views.zeroMin(frame), 2, channel));
			all[0] = Math.min(all[0], range[0]);
			all[1] = Math.max(all[1], range[1]);
		}
		return all;
	}

	private int channels() {
		if (frames.isEmpty()) throw new IllegalStateException("A hyperstack needs at least one frame");
		return (int) frames.get(0).dimension(2);
	}

	/** The least and the greatest value that are displayed of a channel. */
	@FunctionalInterface
	private interface DisplayRange {

		double[] of(int channel);
	}

	private ImagePlus build(final String title, final DisplayRange range, final List<Color> colours) {
		final int width = frames.stream().mapToInt(frame -> (int) frame.dimension(0)).max().getAsInt();
		final int height = frames.stream().mapToInt(frame -> (int) frame.dimension(1)).max().getAsInt();
		final ImageStack stack = new ImageStack(width, height);
		for (int i = 0; i < frames.size(); i++) {
			for (int c = 0; c < channels(); c++)
				stack.addSlice(labels.get(i), plane(Views.hyperSlice(Views.zeroMin(frames.get(i)), 2, c), width, height));
		}
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(channels(), 1, frames.size());
		if (channels() > 1) return composite(image, range, colours);
		image.setOpenAsHyperStack(true);
		image.setDisplayRange(range.of(0)[0], range.of(0)[1]);
		return image;
	}

	private ImagePlus composite(final ImagePlus image, final DisplayRange range, final List<Color> colours) {
		final boolean together = channels() <= ChannelColours.most();
		final CompositeImage composite = new CompositeImage(image, together ? IJ.COMPOSITE : IJ.GRAYSCALE);
		composite.setOpenAsHyperStack(true);
		composite.setLuts(IntStream.range(0, channels()).mapToObj(c -> lut(together ? colours.get(c) : Color.WHITE, range.of(c)))
			.toArray(LUT[]::new));
		composite.getProcessor().setMinAndMax(range.of(0)[0], range.of(0)[1]);
		return composite;
	}

	private static LUT lut(final Color colour, final double[] range) {
		final LUT lut = LUT.createLutFromColor(colour);
		lut.min = range[0];
		lut.max = range[1];
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

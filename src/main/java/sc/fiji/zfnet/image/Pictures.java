package sc.fiji.zfnet.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.UnreadablePicture;
import sc.fiji.zfnet.picture.WrongChannels;

/**
 * Takes pictures from images of ImageJ.
 * <ul>
 * <li>An image of as many channels as the network takes is taken in the order of its channels, whether it is composite or
 * not and whichever are shown. Three channels also take grey, which becomes three equal ones, and one channel takes the
 * luminance of an RGB image.</li>
 * <li>8-bit and RGB images are used as they are: neither the display range nor an inverted lookup table changes
 * them. 8-bit images of one channel with another lookup table, as files with a palette have,
 * go through that table.</li>
 * <li>16- and 32-bit images go through the display range, each channel of a composite through its own: its minimum becomes
 * 0, its maximum 255, in between linearly and without rounding, beyond clamped. NaN becomes 0, which the log tells, and so
 * does everything where the range has no extent; a range that is infinite is refused.</li>
 * <li>Raw values are taken as they are, and must be finite.</li>
 * <li>Of a stack or hyperstack, the current slice and frame are taken.</li>
 * </ul>
 */
public final class Pictures {

	/** How much two values may differ where one of them is rounded to a byte. */
	private static final float ROUNDED = 1;

	private static final int WHITE = 255;

	/** Bits of a pixel of three colours. */
	private static final int RGB = 24;

	private Pictures() {}

	/** A colour picture; see {@link #of(ImagePlus, InputChannels)}. */
	public static Picture of(final ImagePlus image) {
		return of(image, InputChannels.COLOUR);
	}

	/**
	 * The area selection of an image (its bounding rectangle, clipped to the image) if it has one, else the whole image, of
	 * the current slice and frame. Lines and points are no area and are ignored.
	 *
	 * @param image the image
	 * @param wanted the channels that are taken
	 * @throws WrongChannels when the image has others
	 * @throws IllegalArgumentException when the image has no pixels, or the selection lies outside of it
	 */
	public static Picture of(final ImagePlus image, final InputChannels wanted) {
		checkPixels(image);
		final int[] position = image.convertIndexToPosition(image.getCurrentSlice());
		return of(image, position[1], position[2], wanted);
	}

	/**
	 * The same of a given slice and frame.
	 *
	 * @param slice from 1
	 * @param frame from 1
	 */
	static Picture of(final ImagePlus image, final int slice, final int frame, final InputChannels wanted) {
		checkPixels(image);
		final Rectangle area = area(image);
		final int size = Math.multiplyExact(area.width, area.height);
		if (image.getNChannels() == 1) return ofOneChannel(image, image.getStackIndex(1, slice, frame), area, wanted);
		if (image.getNChannels() != wanted.count() || image.getBitDepth() == RGB) throw new WrongChannels(image.getTitle(), image
			.getNChannels() + " channels", wanted);
		final float[] values = new float[Math.multiplyExact(wanted.count(), size)];
		for (int c = 0; c < wanted.count(); c++)
			new GreyPlane(image, image.getStackIndex(c + 1, slice, frame), wanted.raw()).copy(area, values, c * size);
		return picture(image, area, values);
	}

	private static Picture ofOneChannel(final ImagePlus image, final int index, final Rectangle area, final InputChannels wanted) {
		final int size = area.width * area.height;
		// The processor that is shown has the lookup table.
		final ImageProcessor plane = index == image.getCurrentSlice() ? image.getProcessor() : image.getStack().getProcessor(index);
		final boolean colour = plane instanceof ColorProcessor || plane.getBitDepth() == 8 && isPalette(plane.getLut());
		if (!wanted.takesColour()) throw new WrongChannels(image.getTitle(), (colour ? "RGB colours" : "1 channel") + (image
			.getStackSize() > 1 ? " and " + image.getStackSize() + " planes that are none (Image > Properties... tells ImageJ " +
				"which are channels)" : ""), wanted);
		final float[] values = new float[Math.multiplyExact(Picture.COLOURS, size)];
		if (colour) copyColour((int[]) plane.convertToRGB().getPixels(), plane.getWidth(), area, values);
		else {
			new GreyPlane(image, index, wanted.raw()).copy(area, values, 0);
			System.arraycopy(values, 0, values, size, size);
			System.arraycopy(values, 0, values, 2 * size, size);
		}
		final Picture picture = picture(image, area, values);
		return wanted.count() == 1 ? picture.luminance() : picture;
	}

	private static Picture picture(final ImagePlus image, final Rectangle area, final float[] values) {
		return new Picture(image.getTitle(), area.x, area.y, area.width, area.height, values);
	}

	/**
	 * Opens a file as an image of ImageJ, with all planes, calibration and selection where ImageJ reads it rightly, and as an
	 * RGB image of its first plane else.
	 *
	 * @throws IOException if it cannot be read
	 */
	public static ImagePlus openImage(final Path file) throws IOException {
		// Refuses a damaged file with a sentence; ImageJ's own reader would show dialogs, or half of a picture.
		final Optional<Picture> picture = colours(file);
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final boolean redirected = IJ.redirectingErrorMessages();
		IJ.redirectErrorMessages(true);
		try {
			final ImagePlus image = opener.openImage(file.toAbsolutePath().toString());
			if (image != null && (picture.isEmpty() || isSame(of(image), picture.get()))) return image;
		}
		catch (final IllegalArgumentException exc) {
			// ImageJ took values for what they are not, such as floats for infinite ones.
		}
		finally {
			IJ.redirectErrorMessages(redirected);
		}
		return picture.map(colours -> new ImagePlus(colours.name(), colour(colours))).orElseThrow(() -> new UnreadablePicture(file,
			"it is of a kind that ImageJ cannot read", null));
	}

	/** What a file shows in colour; empty when it has channels that are none, which ImageJ has been found to read. */
	private static Optional<Picture> colours(final Path file) throws IOException {
		try {
			return Optional.of(Picture.open(file));
		}
		catch (final WrongChannels exc) {
			return Optional.empty();
		}
	}

	private static boolean isSame(final Picture image, final Picture file) {
		if (image.width() != file.width() || image.height() != file.height()) return false;
		final float[] values = file.values();
		for (int i = 0; i < values.length; i++)
			if (Math.abs(image.values()[i] - values[i]) > ROUNDED) return false;
		return true;
	}

	private static ColorProcessor colour(final Picture picture) {
		final ColorProcessor colour = new ColorProcessor(picture.width(), picture.height());
		for (int y = 0; y < picture.height(); y++)
			for (int x = 0; x < picture.width(); x++)
				colour.set(x, y, Math.round(picture.get(x, y, 0)) << 16 | Math.round(picture.get(x, y, 1)) << 8 | Math.round(
					picture.get(x, y, 2)));
		return colour;
	}

	private static void checkPixels(final ImagePlus image) {
		if (image.getProcessor() == null || image.getWidth() < 1 || image.getHeight() < 1) throw new IllegalArgumentException(
			"Image '" + image.getTitle() + "' has no pixels; an 8-bit, 16-bit, 32-bit or RGB image is accepted");
	}

	/** Whether a lookup table is more than a ramp from black to white or from white to black. */
	private static boolean isPalette(final LUT lut) {
		final boolean inverted = lut.getRed(0) == WHITE;
		for (int i = 0; i <= WHITE; i++) {
			final int level = inverted ? WHITE - i : i;
			if (lut.getRed(i) != level || lut.getGreen(i) != level || lut.getBlue(i) != level) return true;
		}
		return false;
	}

	private static Rectangle area(final ImagePlus image) {
		final Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
		final Roi selection = image.getRoi();
		if (selection == null || !selection.isArea()) return whole;
		final Rectangle area = selection.getBounds().intersection(whole);
		if (area.isEmpty()) throw new IllegalArgumentException("The selection of image '" + image.getTitle() +
			"' holds none of its " + whole.width + " × " + whole.height +
			" pixels; one inside the image, or none, is accepted");
		return area;
	}

	private static void copyColour(final int[] pixels, final int stride, final Rectangle area, final float[] values) {
		final int size = area.width * area.height;
		for (int y = 0, i = 0; y < area.height; y++) {
			for (int from = (area.y + y) * stride + area.x, end = from + area.width; from < end; from++, i++) {
				final int rgb = pixels[from];
				values[i] = rgb >> 16 & 255;
				values[size + i] = rgb >> 8 & 255;
				values[2 * size + i] = rgb & 255;
			}
		}
	}
}

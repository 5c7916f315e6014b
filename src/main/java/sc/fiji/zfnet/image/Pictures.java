package sc.fiji.zfnet.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import sc.fiji.zfnet.picture.Picture;

/**
 * Takes pictures from images of ImageJ.
 * <ul>
 * <li>8-bit grey and RGB images are used as they are: neither the display range nor an inverted lookup table changes
 * them. 8-bit images with another lookup table, as files with a palette have,
 * go through that table.</li>
 * <li>16- and 32-bit images go through the display range: its minimum becomes 0, its maximum 255, in between linearly
 * and without rounding, beyond clamped. NaN becomes 0, which the log tells, and so does everything where the range has no
 * extent; a range that is infinite is refused.</li>
 * <li>Grey becomes three equal channels.</li>
 * <li>Images in composite mode are taken as displayed, all active channels merged.</li>
 * <li>Of a stack or hyperstack, the current plane is taken.</li>
 * </ul>
 */
public final class Pictures {

	/** How much two values may differ where one of them is rounded to a byte. */
	private static final float ROUNDED = 1;

	private static final int WHITE = 255;

	private Pictures() {}

	/**
	 * The area selection of an image (its bounding rectangle, clipped to the image) if it has one, else the whole image.
	 * Lines and points are no area and are ignored.
	 *
	 * @throws IllegalArgumentException when the image has no pixels, or the selection lies outside of it
	 */
	public static Picture of(final ImagePlus image) {
		final ImageProcessor plane = plane(image);
		final Rectangle area = area(image, plane);
		final float[] values = new float[Math.multiplyExact(Picture.CHANNELS, Math.multiplyExact(area.width, area.height))];
		if (plane instanceof ColorProcessor) copyColour((int[]) plane.getPixels(), plane.getWidth(), area, values);
		else copyGrey(image.getTitle(), plane, area, values);
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
		final Picture picture = Picture.open(file);
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final boolean redirected = IJ.redirectingErrorMessages();
		IJ.redirectErrorMessages(true);
		try {
			final ImagePlus image = opener.openImage(file.toAbsolutePath().toString());
			if (image != null && isSame(of(image), picture)) return image;
		}
		catch (final IllegalArgumentException exc) {
			// ImageJ took values for what they are not, such as floats for infinite ones.
		}
		finally {
			IJ.redirectErrorMessages(redirected);
		}
		return new ImagePlus(picture.name(), colour(picture));
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

	/** The current plane as an RGB processor where it has colour, else as it is. */
	private static ImageProcessor plane(final ImagePlus image) {
		final ImageProcessor plane = image.getProcessor();
		if (plane == null || image.getWidth() < 1 || image.getHeight() < 1) throw new IllegalArgumentException("Image '" +
			image.getTitle() + "' has no pixels; an 8-bit, 16-bit, 32-bit or RGB image is accepted");
		if (isMerged(image)) {
			image.updateImage();
			return new ColorProcessor(image.getImage());
		}
		return plane.getBitDepth() == 8 && isPalette(plane.getLut()) ? plane.convertToRGB() : plane;
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

	private static boolean isMerged(final ImagePlus image) {
		return image instanceof CompositeImage && image.getNChannels() > 1 && ((CompositeImage) image)
			.getMode() == IJ.COMPOSITE;
	}

	private static Rectangle area(final ImagePlus image, final ImageProcessor plane) {
		final Rectangle whole = new Rectangle(plane.getWidth(), plane.getHeight());
		final Roi selection = image.getRoi();
		if (selection == null || !selection.isArea()) return whole;
		final Rectangle area = selection.getBounds().intersection(whole);
		if (area.isEmpty()) throw new IllegalArgumentException("The selection of image '" + image.getTitle() +
			"' holds none of its " + plane.getWidth() + " × " + plane.getHeight() +
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

	private static void copyGrey(final String title, final ImageProcessor plane, final Rectangle area, final float[] values) {
		final int size = area.width * area.height;
		final boolean asIs = plane.getBitDepth() == 8;
		final double minimum = asIs ? 0 : plane.getMin();
		final double extent = asIs ? 255 : plane.getMax() - minimum;
		if (!Double.isFinite(extent)) throw new IllegalArgumentException("The display range of image '" + title + "' is " + plane
			.getMin() + " to " + plane.getMax() + ", as it has infinite values; a finite display range is accepted");
		int odd = 0;
		for (int y = 0, i = 0; y < area.height; y++) {
			for (int x = 0; x < area.width; x++, i++) {
				final float value = plane.getf(area.x + x, area.y + y);
				if (!Float.isFinite(value)) odd++;
				values[i] = toByteRange(value, minimum, extent);
			}
		}
		if (odd > 0) IJ.log("Image '" + title + "' has " + odd + " pixels that are NaN or infinite: NaN is taken as black, " +
			"infinity as the end of the display range");
		System.arraycopy(values, 0, values, size, size);
		System.arraycopy(values, 0, values, 2 * size, size);
	}

	private static float toByteRange(final float value, final double minimum, final double extent) {
		final double scaled = (value - minimum) / extent * 255;
		if (!(extent > 0) || !(scaled > 0)) return 0;
		return (float) Math.min(scaled, 255);
	}
}

package sc.fiji.zfnet.image;

import java.awt.Rectangle;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** The values of one plane of an image that is not in RGB, through the display range or as they are; see {@link Pictures}. */
final class GreyPlane {

	/** What ImageJ adds to 16-bit values with a sign. */
	private static final int SIGN_OFFSET = 32768;

	private final ImagePlus image;
	private final ImageProcessor plane;
	private final boolean raw;
	private final double minimum;
	private final double extent;

	/**
	 * @param image the image
	 * @param index the plane's index in its stack, from 1
	 * @param raw whether values are taken as they are
	 * @throws IllegalArgumentException when the display range is needed and infinite
	 */
	GreyPlane(final ImagePlus image, final int index, final boolean raw) {
		this.image = image;
		this.raw = raw;
		plane = image.getStack().getProcessor(index);
		if (raw || plane.getBitDepth() == 8) {
			minimum = 0;
			extent = 255;
			return;
		}
		final double[] range = displayRange(image.convertIndexToPosition(index)[0]);
		minimum = range[0];
		extent = range[1] - range[0];
		if (!Double.isFinite(extent)) throw new IllegalArgumentException("The display range of image '" + image.getTitle() +
			"' is " + range[0] + " to " + range[1] + ", as it has infinite values; a finite display range is accepted");
	}

	private double[] displayRange(final int channel) {
		if (image instanceof CompositeImage composite) {
			final LUT lut = composite.getChannelLut(channel);
			return new double[] { lut.min, lut.max };
		}
		return new double[] { image.getProcessor().getMin(), image.getProcessor().getMax() };
	}

	/**
	 * Copies a part.
	 *
	 * @param area the part
	 * @param values takes it, row by row
	 * @param start index of its first value
	 * @throws IllegalArgumentException when raw values are not finite
	 */
	void copy(final Rectangle area, final float[] values, final int start) {
		final Calibration calibration = image.getCalibration();
		final float offset = raw && plane.getBitDepth() == 16 && calibration.isSigned16Bit() ? SIGN_OFFSET : 0;
		int odd = 0;
		for (int y = 0, i = start; y < area.height; y++) {
			for (int x = 0; x < area.width; x++, i++) {
				final float value = plane.getf(area.x + x, area.y + y);
				if (!Float.isFinite(value)) odd++;
				values[i] = raw ? value - offset : toByteRange(value);
			}
		}
		if (odd == 0) return;
		final String found = "Image '" + image.getTitle() + "' has " + odd + " pixels that are NaN or infinite";
		if (raw) throw new IllegalArgumentException(found + "; finite values are accepted");
		IJ.log(found + ": NaN is taken as black, infinity as the end of the display range");
	}

	private float toByteRange(final float value) {
		final double scaled = (value - minimum) / extent * 255;
		if (!(extent > 0) || !(scaled > 0)) return 0;
		return (float) Math.min(scaled, 255);
	}
}

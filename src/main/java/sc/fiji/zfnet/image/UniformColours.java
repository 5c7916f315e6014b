package sc.fiji.zfnet.image;

import java.awt.Color;
import java.util.List;

import ij.process.LUT;

/**
 * Colours for maps: a perceptually uniform scale for values, and distinct colours for classes, which people with colour
 * blindness can also distinguish.
 */
public final class UniformColours {

	private static final int LEVELS = 256;

	/** The palette of Okabe and Ito without black. */
	private static final List<Color> DISTINCT = List.of(new Color(0, 114, 178), new Color(230, 159, 0), new Color(0, 158,
		115), new Color(204, 121, 167), new Color(86, 180, 233), new Color(213, 94, 0), new Color(240, 228, 66));

	private UniformColours() {}

	/** Number of distinct colours; further classes are grey. */
	public static int distinct() {
		return DISTINCT.size();
	}

	/** The colour of the n-th class, from 0; grey after the last distinct colour. */
	public static Color distinct(final int n) {
		return n < DISTINCT.size() ? DISTINCT.get(n) : Color.GRAY;
	}

	/**
	 * A scale from dark blue through green to bright yellow, with equal steps of lightness (CIE L*) and of hue in the colour
	 * space OKLab (Ottosson 2020). It is slightly less saturated in the middle because of the limits of screens.
	 */
	public static LUT scale() {
		final byte[] red = new byte[LEVELS];
		final byte[] green = new byte[LEVELS];
		final byte[] blue = new byte[LEVELS];
		for (int i = 0; i < LEVELS; i++) {
			final double t = i / (LEVELS - 1.0);
			final Color colour = colour(12 + 80 * t, 0.09 + 0.06 * (2 * t - 1) * (2 * t - 1), Math.toRadians(295 - 190 * t));
			red[i] = (byte) colour.getRed();
			green[i] = (byte) colour.getGreen();
			blue[i] = (byte) colour.getBlue();
		}
		return new LUT(red, green, blue);
	}

	/** The colour of a given lightness L*, found by bisection, because OKLab defines lightness differently. */
	private static Color colour(final double lightness, final double chroma, final double hue) {
		double low = 0;
		double high = 1;
		for (int i = 0; i < 30; i++) {
			final double middle = (low + high) / 2;
			if (lightness(linear(middle, chroma, hue)) < lightness) low = middle;
			else high = middle;
		}
		final double[] rgb = linear(low, chroma, hue);
		return new Color(encoded(rgb[0]), encoded(rgb[1]), encoded(rgb[2]));
	}

	/** CIE L* of linear red, green, blue as shown by screens, that is, clamped to 0 to 1. */
	private static double lightness(final double[] rgb) {
		final double y = 0.2126 * shown(rgb[0]) + 0.7152 * shown(rgb[1]) + 0.0722 * shown(rgb[2]);
		return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
	}

	private static double shown(final double value) {
		return Math.min(Math.max(value, 0), 1);
	}

	/** Converts Converts OKLab to linear red, green, blue. */
	private static double[] linear(final double lightness, final double chroma, final double hue) {
		final double a = chroma * Math.cos(hue);
		final double b = chroma * Math.sin(hue);
		final double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
		final double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
		final double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
		return new double[] { 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m -
			0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s };
	}

	private static double cube(final double value) {
		return value * value * value;
	}

	/** The sRGB encoding, in 0–255. */
	private static int encoded(final double linear) {
		final double value = shown(linear);
		return (int) Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055));
	}
}

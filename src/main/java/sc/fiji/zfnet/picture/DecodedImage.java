package sc.fiji.zfnet.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Optional;

/**
 * An image as Java decodes it, which becomes a {@link Picture} as an image of ImageJ does:
 * <ul>
 * <li>8-bit grey and RGB values are used as they are stored; Java's conversion by colour space would brighten grey.</li>
 * <li>Palettes are applied, and grey of less than 8 bits is spread over 0–255.</li>
 * <li>Values of more than 8 bits are scaled so that the least becomes 0 and the greatest 255; those of all channels
 * together, and rounded, where there is colour.</li>
 * <li>Transparent pixels are drawn on white.</li>
 * </ul>
 */
public final class DecodedImage {

	static final String OTHER_COLOURS = "its colours are neither RGB nor grey (CMYK, perhaps)";

	private static final int WHITE = 255;

	private final BufferedImage image;
	private final ColorModel colours;
	private final Raster raster;
	private final boolean unsigned;
	private final int size;

	/**
	 * @param image the image
	 */
	public DecodedImage(final BufferedImage image) {
		this(image, true);
	}

	/**
	 * @param image the image
	 * @param unsigned whether its integers are unsigned, which Java does not support for 32 bits
	 */
	DecodedImage(final BufferedImage image, final boolean unsigned) {
		this.image = image;
		this.unsigned = unsigned;
		colours = image.getColorModel();
		raster = image.getRaster();
		size = image.getWidth() * image.getHeight();
		Math.multiplyExact(Picture.COLOURS, Math.multiplyExact(image.getWidth(), image.getHeight()));
	}

	/** The values as they are stored: those of one channel, row by row; of a palette its indices. */
	public double[] stored(final int channel) {
		final double[] values = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), channel, (double[]) null);
		if (unsigned && raster.getTransferType() == DataBuffer.TYPE_INT) for (int i = 0; i < size; i++)
			values[i] = (int) values[i] & 0xffffffffL;
		return values;
	}

	/** Number of stored channels. */
	public int channels() {
		return raster.getNumBands();
	}

	/** Why it cannot become a picture; empty when it can. */
	Optional<String> refusal() {
		if (colours.getColorSpace().getType() == ColorSpace.TYPE_CMYK) return Optional.of(OTHER_COLOURS);
		if (!isDeep()) return Optional.empty();
		long wrong = 0;
		for (int c = 0; c < coloured(); c++)
			wrong += Arrays.stream(stored(c)).filter(value -> !Double.isFinite(value)).count();
		return wrong == 0 ? Optional.empty() : Optional.of("it holds " + wrong + (wrong == 1 ? " value that is" : " values that are") +
			" NaN or infinite");
	}

	/**
	 * The picture.
	 *
	 * @param name its name
	 * @param wanted grey or colours; raw values are those stored
	 */
	Picture picture(final String name, final InputChannels wanted) {
		final Picture colours = wanted.raw() && isStoredByChannel() ? raw(name) : colours(name);
		return wanted.count() == 1 ? colours.luminance() : colours;
	}

	/** Whether the stored values are those of channels, not of a palette or of parts of a byte that are spread. */
	private boolean isStoredByChannel() {
		return colours instanceof ComponentColorModel;
	}

	/** The values as they are stored, whatever is transparent. */
	private Picture raw(final String name) {
		final float[] planes = new float[Picture.COLOURS * size];
		for (int c = 0; c < Picture.COLOURS; c++) {
			final double[] values = stored(Math.min(c, coloured() - 1));
			for (int i = 0; i < size; i++)
				planes[c * size + i] = (float) values[i];
		}
		return new Picture(name, image.getWidth(), image.getHeight(), planes);
	}

	private Picture colours(final String name) {
		if (!(colours instanceof ComponentColorModel)) return bytes(name, painted());
		if (isDeep()) return deep(name);
		if (colours.hasAlpha() || colours.getComponentSize(0) < Byte.SIZE) return bytes(name, blended());
		return bytes(name, plain());
	}

	private Picture bytes(final String name, final byte[] rgb) {
		return new Picture(name, image.getWidth(), image.getHeight(), rgb);
	}

	private boolean isDeep() {
		return colours instanceof ComponentColorModel && colours.getTransferType() != DataBuffer.TYPE_BYTE;
	}

	/** Channels that are red, green, blue or grey. */
	private int coloured() {
		return raster.getNumBands() < Picture.COLOURS ? 1 : Picture.COLOURS;
	}

	private static byte onWhite(final double value, final double opacity) {
		return (byte) Math.round(value * opacity + WHITE * (1 - opacity));
	}

	/** The stored bytes. */
	private byte[] plain() {
		if (raster.getDataBuffer() instanceof DataBufferByte data && raster
			.getSampleModel() instanceof ComponentSampleModel model && model.getPixelStride() == raster.getNumBands() &&
			model.getScanlineStride() == model.getPixelStride() * image.getWidth() && data.getNumBanks() == 1)
			return plain(data.getData(), model.getBandOffsets());
		return blended();
	}

	private byte[] plain(final byte[] data, final int[] offsets) {
		final int length = Picture.COLOURS * size;
		if (Arrays.equals(offsets, new int[] { 0, 1, 2 }) && data.length == length) return data;
		final byte[] rgb = new byte[length];
		for (int c = 0; c < Picture.COLOURS; c++) {
			int from = offsets[Math.min(c, coloured() - 1)];
			for (int to = c; to < length; to += Picture.COLOURS, from += offsets.length) rgb[to] = data[from];
		}
		return rgb;
	}

	/** Values of up to 8 bits, drawn on white if there is an alpha channel. */
	private byte[] blended() {
		final byte[] rgb = new byte[Picture.COLOURS * size];
		final double[] opacity = opacity();
		for (int c = 0; c < Picture.COLOURS; c++) {
			final int channel = Math.min(c, coloured() - 1);
			final double scale = (double) WHITE / ((1 << colours.getComponentSize(channel)) - 1);
			final double[] values = stored(channel);
			for (int i = 0; i < size; i++)
				rgb[Picture.COLOURS * i + c] = onWhite(straight(values[i] * scale, opacity[i]), opacity[i]);
		}
		return rgb;
	}

	/** Opacity of each pixel, from 0 to 1. */
	private double[] opacity() {
		final double[] opacity = new double[size];
		if (!colours.hasAlpha()) {
			Arrays.fill(opacity, 1);
			return opacity;
		}
		final int channel = raster.getNumBands() - 1;
		final double[] stored = stored(channel);
		final boolean fractions = colours.getTransferType() == DataBuffer.TYPE_FLOAT || colours
			.getTransferType() == DataBuffer.TYPE_DOUBLE;
		final double full = fractions ? 1 : Math.pow(2, colours.getComponentSize(channel)) - 1;
		for (int i = 0; i < size; i++)
			opacity[i] = stored[i] / full;
		return opacity;
	}

	/** A colour before it was multiplied by its opacity. */
	private double straight(final double value, final double opacity) {
		return colours.isAlphaPremultiplied() && opacity > 0 ? value / opacity : value;
	}

	/** The colours of a palette, or of pixels that are packed into one number. */
	private byte[] painted() {
		final byte[] rgb = new byte[Picture.COLOURS * size];
		for (int i = 0; i < size; i++) {
			final int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
			final double opacity = (pixel >>> 24) / (double) WHITE;
			for (int c = 0; c < Picture.COLOURS; c++)
				rgb[Picture.COLOURS * i + c] = onWhite(pixel >> 16 - 8 * c & WHITE, opacity);
		}
		return rgb;
	}

	/** Values of more than 8 bits. */
	private Picture deep(final String name) {
		final double[][] values = new double[coloured()][];
		final double[] opacity = opacity();
		double least = Double.POSITIVE_INFINITY;
		double greatest = Double.NEGATIVE_INFINITY;
		for (int c = 0; c < values.length; c++) {
			values[c] = stored(c);
			for (int i = 0; i < size; i++) {
				values[c][i] = straight(values[c][i], opacity[i]);
				if (opacity[i] <= 0) continue;
				least = Math.min(least, values[c][i]);
				greatest = Math.max(greatest, values[c][i]);
			}
		}
		final double extent = greatest - least;
		final float[] planes = new float[Picture.COLOURS * size];
		for (int c = 0; c < Picture.COLOURS; c++)
			for (int i = 0; i < size; i++) {
				final double scaled = extent > 0 ? (values[Math.min(c, values.length - 1)][i] - least) / extent * WHITE : 0;
				final double shown = values.length > 1 ? Math.round(scaled) : scaled;
				planes[c * size + i] = (float) (Math.min(Math.max(shown, 0), WHITE) * opacity[i] + WHITE * (1 - opacity[i]));
			}
		return new Picture(name, image.getWidth(), image.getHeight(), planes);
	}
}

package sc.fiji.zfnet.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.FileImageInputStream;

/**
 * Reads the first image of a TIFF file with Java's reader. What that reader lacks is undone here: the predictor of values of
 * 16 and 32 bits, which many programs write with LZW and ZIP. ImageJ's own reader is not asked, as it takes a good part of the
 * rarer kinds for others without a word.
 */
public final class TiffReader implements AutoCloseable {

	/** What the description begins with where ImageJ, or a program in its manner, wrote the file. */
	private static final String IMAGEJ = "ImageJ=";

	private static final int PREDICTOR_ENTRY_VALUE = 8;
	private static final int ENTRY = 12;

	private final ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
	private final AtomicBoolean truncated = new AtomicBoolean();
	private final UnpredictedStream stream;
	private final TIFFDirectory header;

	/**
	 * Opens a file.
	 *
	 * @throws IOException when its header is damaged
	 */
	public TiffReader(final Path file) throws IOException {
		stream = new UnpredictedStream(file);
		try {
			reader.setInput(stream, false, false);
			header = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
			if (hasDeepPredictor()) {
				stream.hidePredictor();
				reader.setInput(stream, true, true);
			}
			// There may be JPEG data inside: else the rest of it would silently be grey.
			reader.addIIOReadWarningListener((source, warning) -> {
				if (warning.contains("remature end")) truncated.set(true);
			});
		}
		catch (final IOException | RuntimeException exc) {
			close();
			throw exc;
		}
	}

	/** Whether ImageJ, or a program in its manner, wrote the file, so that how it is displayed stands in its description. */
	public boolean isOfImageJ() {
		final TIFFField description = header.getTIFFField(BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION);
		return description != null && description.getCount() > 0 && description.getAsString(0).startsWith(IMAGEJ);
	}

	/** Samples of a pixel, those for transparency included. */
	public int samples() {
		return value(BaselineTIFFTagSet.TAG_SAMPLES_PER_PIXEL, 1);
	}

	/** Why no picture can be had; empty when one can. */
	public Optional<String> refusal() {
		final int colours = value(BaselineTIFFTagSet.TAG_PHOTOMETRIC_INTERPRETATION, 1);
		final int numbers = numbers();
		final int predictor = value(BaselineTIFFTagSet.TAG_PREDICTOR, 1);
		final boolean known = switch (colours) {
			case BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_WHITE_IS_ZERO,
				BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO,
				BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_RGB, BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_PALETTE_COLOR,
				BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_Y_CB_CR,
				BaselineTIFFTagSet.PHOTOMETRIC_INTERPRETATION_CIELAB -> true;
			default -> false;
		};
		if (!known) return Optional.of(DecodedImage.OTHER_COLOURS);
		if (numbers > BaselineTIFFTagSet.SAMPLE_FORMAT_UNDEFINED) return Optional.of("its values are complex numbers");
		if (numbers == BaselineTIFFTagSet.SAMPLE_FORMAT_SIGNED_INTEGER && bits() <= Byte.SIZE) return Optional.of(
			"its values of " + bits() + " bits have a sign");
		if (numbers == BaselineTIFFTagSet.SAMPLE_FORMAT_FLOATING_POINT && bits() < Float.SIZE) return Optional.of(
			"its values are floats of " + bits() + " bits");
		if (predictor > 2 || predictor == 2 && bits() > Integer.SIZE) return Optional.of("its predictor " + predictor +
			" for values of " + bits() + " bits cannot be undone");
		return Optional.empty();
	}

	/**
	 * Decodes the first image.
	 *
	 * @throws IOException when it is damaged
	 */
	public DecodedImage read() throws IOException {
		new PackedParts(header).check(stream);
		final BufferedImage image = reader.read(0);
		if (truncated.get()) throw new IOException("The file ends too early");
		if (hasDeepPredictor()) addUp(image.getRaster());
		return new DecodedImage(image, numbers() == BaselineTIFFTagSet.SAMPLE_FORMAT_UNSIGNED_INTEGER);
	}

	private int value(final int tag, final int usual) {
		final TIFFField field = header.getTIFFField(tag);
		return field == null || field.getCount() == 0 ? usual : field.getAsInt(0);
	}

	private int bits() {
		return value(BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, 1);
	}

	private int numbers() {
		return value(BaselineTIFFTagSet.TAG_SAMPLE_FORMAT, BaselineTIFFTagSet.SAMPLE_FORMAT_UNSIGNED_INTEGER);
	}

	private boolean hasDeepPredictor() {
		return value(BaselineTIFFTagSet.TAG_PREDICTOR, 1) == 2 && (bits() == Short.SIZE || bits() == Integer.SIZE);
	}

	/** Each value of a row, and of a tile's part of it, was stored as the difference to the one before it. */
	private void addUp(final WritableRaster raster) {
		final int width = raster.getWidth();
		final int tile = value(BaselineTIFFTagSet.TAG_TILE_WIDTH, width);
		final boolean floats = raster.getTransferType() == DataBuffer.TYPE_FLOAT;
		for (int y = 0; y < raster.getHeight(); y++)
			for (int band = 0; band < raster.getNumBands(); band++)
				for (int x = 0; x < width; x++) {
					if (x % tile == 0) continue;
					if (floats) raster.setSample(x, y, band, Float.intBitsToFloat(Float.floatToRawIntBits(raster.getSampleFloat(x,
						y, band)) + Float.floatToRawIntBits(raster.getSampleFloat(x - 1, y, band))));
					else raster.setSample(x, y, band, raster.getSample(x, y, band) + raster.getSample(x - 1, y, band));
				}
	}

	@Override
	public void close() throws IOException {
		reader.dispose();
		stream.close();
	}

	/** Says on demand that there is no predictor, as Java's reader refuses one for values of more than 8 bits. */
	private static final class UnpredictedStream extends FileImageInputStream {

		private long hidden = -1;

		UnpredictedStream(final Path file) throws IOException {
			super(file.toFile());
		}

		void hidePredictor() throws IOException {
			seek(0);
			setByteOrder(readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
			seek(Integer.BYTES);
			final long directory = readUnsignedInt();
			seek(directory);
			final int entries = readUnsignedShort();
			for (int i = 0; i < entries; i++) {
				final long entry = directory + Short.BYTES + (long) i * ENTRY;
				seek(entry);
				if (readUnsignedShort() != BaselineTIFFTagSet.TAG_PREDICTOR) continue;
				hidden = entry + PREDICTOR_ENTRY_VALUE + (getByteOrder() == ByteOrder.BIG_ENDIAN ? 1 : 0);
			}
			seek(0);
		}

		@Override
		public int read() throws IOException {
			final long at = streamPos;
			final int value = super.read();
			return at == hidden ? 1 : value;
		}

		@Override
		public int read(final byte[] target, final int offset, final int length) throws IOException {
			final long at = streamPos;
			final int count = super.read(target, offset, length);
			if (hidden >= at && hidden < at + count) target[offset + (int) (hidden - at)] = 1;
			return count;
		}
	}
}

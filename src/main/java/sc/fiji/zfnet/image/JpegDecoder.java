package sc.fiji.zfnet.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG files with ImageIO, colours as they are stored. A reader that is done waits for the next file, as setting one
 * up is a good part of decoding a small picture; there are as many as there were threads decoding at once.
 */
final class JpegDecoder {

	private static final Queue<JpegDecoder> WAITING = new ConcurrentLinkedQueue<>();

	private final ImageReader reader;
	private boolean truncated;

	private JpegDecoder(final ImageReader reader) {
		this.reader = reader;
		// Else the rest of a truncated file would silently be grey.
		reader.addIIOReadWarningListener((source, warning) -> truncated |= warning.contains("remature end"));
	}

	/**
	 * Decodes a file.
	 *
	 * @param content the file's bytes
	 * @return one byte a value, in any number of bands
	 * @throws IOException when it is damaged, incomplete, or of a kind that cannot be read
	 */
	static BufferedImage decode(final byte[] content) throws IOException {
		try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
			final JpegDecoder decoder = forStream(stream);
			boolean done = false;
			try {
				final BufferedImage image = decoder.read(stream);
				done = true;
				return image;
			}
			finally {
				if (done) WAITING.add(decoder);
				else decoder.reader.dispose(); // what state it is in is not known
			}
		}
	}

	private static JpegDecoder forStream(final ImageInputStream stream) throws IOException {
		final JpegDecoder waiting = WAITING.poll();
		if (waiting != null) {
			if (waiting.reader.getOriginatingProvider().canDecodeInput(stream)) return waiting;
			waiting.reader.dispose();
		}
		final var readers = ImageIO.getImageReaders(stream);
		if (!readers.hasNext()) throw new IOException("There is no reader for this kind of JPEG file");
		return new JpegDecoder(readers.next());
	}

	private BufferedImage read(final ImageInputStream stream) throws IOException {
		reader.setInput(stream, true, true);
		final ImageReadParam how = reader.getDefaultReadParam();
		how.setDestination(stored());
		final BufferedImage image = reader.read(0, how);
		reader.setInput(null);
		if (truncated) throw new IOException("The file ends too early");
		return image;
	}

	/**
	 * An image that takes colours as they are stored: in the colour space of the file's profile, so that there is nothing to
	 * convert, and in the order red, green, blue, as the decoder copies whole lines then. Null for other than RGB images and
	 * grey ones without a profile.
	 */
	private BufferedImage stored() throws IOException {
		ImageTypeSpecifier stored = null;
		for (final var types = reader.getImageTypes(0); types.hasNext();) {
			final ImageTypeSpecifier type = types.next();
			final ColorSpace space = type.getColorModel().getColorSpace();
			final boolean known = space.isCS_sRGB() || space == ColorSpace.getInstance(ColorSpace.CS_GRAY);
			if (space.getType() == ColorSpace.TYPE_RGB && (stored == null || !known)) stored = ImageTypeSpecifier
				.createInterleaved(space, new int[] { 0, 1, 2 }, DataBuffer.TYPE_BYTE, false, false);
			else if (!known && type.getNumBands() == 1) stored = type;
		}
		return stored == null ? null : stored.createBufferedImage(reader.getWidth(0), reader.getHeight(0));
	}
}

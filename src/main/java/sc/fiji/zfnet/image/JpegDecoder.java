package sc.fiji.zfnet.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * Decodes JPEG files with ImageIO, colours as they are stored. A reader that is done waits for the next file, as setting one
 * up is a good part of decoding a small picture; there are as many as there were threads decoding at once.
 */
final class JpegDecoder {

	private static final byte[] NOTHING = {};

	private static final Queue<JpegDecoder> WAITING = new ConcurrentLinkedQueue<>();

	private final ByteStream stream = new ByteStream();
	private ImageReader reader;
	private boolean truncated;

	/**
	 * Decodes a file.
	 *
	 * @param content the file's bytes
	 * @return one byte a value, in any number of bands
	 * @throws IOException when it is damaged, incomplete, or of a kind that cannot be read
	 */
	static BufferedImage decode(final byte[] content) throws IOException {
		final JpegDecoder waiting = WAITING.poll();
		final JpegDecoder decoder = waiting == null ? new JpegDecoder() : waiting;
		boolean done = false;
		try {
			final BufferedImage image = decoder.read(content);
			done = true;
			return image;
		}
		finally {
			if (done) WAITING.add(decoder);
			else if (decoder.reader != null) decoder.reader.dispose(); // what state it is in is not known
		}
	}

	private BufferedImage read(final byte[] content) throws IOException {
		stream.open(content);
		chooseReader();
		reader.setInput(stream, true, true);
		final ImageReadParam how = reader.getDefaultReadParam();
		how.setDestination(stored());
		final BufferedImage image = reader.read(0, how);
		reader.setInput(null);
		stream.open(NOTHING);
		if (truncated) throw new IOException("The file ends too early");
		return image;
	}

	private void chooseReader() throws IOException {
		if (reader != null) {
			if (reader.getOriginatingProvider().canDecodeInput(stream)) return;
			reader.dispose();
			reader = null;
		}
		final var readers = ImageIO.getImageReaders(stream);
		if (!readers.hasNext()) throw new IOException("There is no reader for this kind of JPEG file");
		reader = readers.next();
		// Else the rest of a truncated file would silently be grey.
		reader.addIIOReadWarningListener((source, warning) -> truncated |= warning.contains("remature end"));
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

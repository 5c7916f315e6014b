package sc.fiji.zfnet.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * Decodes JPEG files with ImageIO, with colours as stored: profiles are not applied. Readers are reused for further files,
 * because setting one up takes a large part of the time of decoding a small picture; there are as many as threads that decoded
 * at the same time.
 */
final class JpegDecoder {

	private static final byte[] NOTHING = {};

	private static final byte MARKER = (byte) 0xff;
	private static final byte START_OF_SCAN = (byte) 0xda;
	private static final byte PROFILE_SEGMENT = (byte) 0xe2;

	private static final ImageTypeSpecifier RGB = ImageTypeSpecifier.createInterleaved(ColorSpace.getInstance(
		ColorSpace.CS_sRGB), new int[] { 0, 1, 2 }, DataBuffer.TYPE_BYTE, false, false);

	private static final Queue<JpegDecoder> WAITING = new ConcurrentLinkedQueue<>();

	private final ByteStream stream = new ByteStream();
	private ImageReader reader;
	private boolean truncated;

	/**
	 * Decodes a file.
	 *
	 * @param content the file's bytes
	 * @return one byte per value, in any number of bands
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
			else if (decoder.reader != null) decoder.reader.dispose(); // its state is unknown
		}
	}

	private BufferedImage read(final byte[] content) throws IOException {
		hideColourProfile(content);
		stream.open(content);
		chooseReader();
		reader.setInput(stream, true, true);
		final ImageReadParam how = reader.getDefaultReadParam();
		how.setDestination(destination());
		final BufferedImage image = reader.read(0, how);
		reader.setInput(null);
		stream.open(NOTHING);
		if (truncated) throw new IOException("The file ends too early");
		return image;
	}

	/**
	 * Renames an embedded profile, so that ImageIO does not see it: colours are needed as stored, and setting up a profile
	 * takes as long as decoding a large photograph.
	 */
	private static void hideColourProfile(final byte[] content) {
		int segment = 2; // after the start of the image
		while (segment + 4 < content.length && content[segment] == MARKER && content[segment + 1] != START_OF_SCAN) {
			final int name = segment + 4;
			if (content[segment + 1] == PROFILE_SEGMENT && content[name] == 'I') content[name] = 'i';
			segment += 2 + ((content[segment + 2] & 255) << 8 | content[segment + 3] & 255);
		}
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
		// Otherwise, the rest of a truncated file would silently be grey.
		reader.addIIOReadWarningListener((source, warning) -> truncated |= warning.contains("remature end"));
	}

	/** An RGB image in the order red, green, blue, as the decoder copies whole lines then; null for other than RGB files. */
	private BufferedImage destination() throws IOException {
		final Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
		final boolean rgb = types.hasNext() && types.next().getColorModel().getColorSpace().getType() == ColorSpace.TYPE_RGB;
		return rgb ? RGB.createBufferedImage(reader.getWidth(0), reader.getHeight(0)) : null;
	}
}

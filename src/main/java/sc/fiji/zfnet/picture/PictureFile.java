package sc.fiji.zfnet.picture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A picture file. JPEG, PNG, GIF, BMP and TIFF files are decoded by Java; other formats are read by {@link PictureFormat}. The
 * format is recognised from the content, not the extension. Embedded colour profiles are not applied, and rotation according
 * to EXIF data is left to the user, as in ImageJ.
 *
 * @param name name in tables
 * @param file the file
 */
public record PictureFile(String name, Path file) implements PictureSource {

	/** Enough bytes to recognise the format; a small picture fits as a whole and need not be read again. */
	private static final int START = 1 << 13;

	/** Formats of further libraries; loaded when the first file needs one. */
	private static final class Further {

		private static final List<PictureFormat> FORMATS = load();

		private static List<PictureFormat> load() {
			try {
				return StreamSupport.stream(ServiceLoader.load(PictureFormat.class, PictureFormat.class.getClassLoader())
					.spliterator(), false).toList();
			}
			catch (final ServiceConfigurationError | LinkageError exc) {
				return List.of(); // the library is not present
			}
		}
	}

	/** A file under its own name. */
	public static PictureFile of(final Path file) {
		return new PictureFile(file.getFileName() == null ? file.toString() : file.getFileName().toString(), file);
	}

	@Override
	public String toString() {
		return file.toString();
	}

	@Override
	public Picture open(final InputChannels channels) throws IOException {
		try {
			return decode(channels);
		}
		catch (final NoSuchFileException e) {
			throw new IOException("Image '" + path() + "' does not exist", e);
		}
		catch (final UnreadablePicture | WrongChannels e) {
			throw e;
		}
		catch (final IOException | RuntimeException e) {
			if (Files.isDirectory(file)) throw new IOException("Image '" + path() + "' is a folder; an image file is accepted", e);
			final boolean colours = e.getMessage() != null && e.getMessage().startsWith("Unsupported Image Type");
			throw unreadable(colours ? DecodedImage.OTHER_COLOURS : UnreadablePicture.DAMAGED, e);
		}
	}

	private Path path() {
		return file.toAbsolutePath();
	}

	private UnreadablePicture unreadable(final String reason, final Exception cause) {
		return new UnreadablePicture(path(), reason, cause);
	}

	private Picture decode(final InputChannels channels) throws IOException {
		final byte[] start;
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			start = read(channel, START);
			if (start.length == 0) throw unreadable("it is empty", null);
			if (begins(start, 0xff, 0xd8, 0xff)) return jpeg(
				start.length < START ? start : read(channel, Integer.MAX_VALUE), channels);
		}
		if (begins(start, 0x89, 'P', 'N', 'G')) return decode("png", channels);
		if (begins(start, 'G', 'I', 'F', '8')) return decode("gif", channels);
		if (begins(start, 'B', 'M')) return decode("bmp", channels);
		if (begins(start, 'I', 'I', 42, 0) || begins(start, 'M', 'M', 0, 42)) return tiff(channels);
		return further(channels).orElseThrow(() -> unreadable("it is in no format that can be read", null));
	}

	private static boolean begins(final byte[] start, final int... signature) {
		for (int i = 0; i < signature.length; i++)
			if (i >= start.length || start[i] != (byte) signature[i]) return false;
		return true;
	}

	/** The first bytes of a file. */
	private static byte[] read(final SeekableByteChannel channel, final int most) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), most));
		channel.position(0);
		while (bytes.hasRemaining())
			if (channel.read(bytes) < 0) throw new EOFException();
		return bytes.array();
	}

	/** CMYK is refused: files do not tell reliably whether 0 stands for no or for full ink. */
	private Picture jpeg(final byte[] content, final InputChannels channels) throws IOException {
		final DecodedImage image = new DecodedImage(JpegDecoder.decode(content));
		if (image.channels() > Picture.COLOURS) throw unreadable(DecodedImage.OTHER_COLOURS, null);
		return picture(image, channels);
	}

	private Picture decode(final String format, final InputChannels channels) throws IOException {
		final ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
		try (ByteStream stream = new ByteStream()) {
			stream.open(Files.readAllBytes(file));
			reader.setInput(stream, true, true);
			return picture(new DecodedImage(reader.read(0)), channels);
		}
		finally {
			reader.dispose();
		}
	}

	/** ImageJ alone knows which planes of a file are channels. */
	private Picture tiff(final InputChannels channels) throws IOException {
		try (TiffReader reader = new TiffReader(file)) {
			if (reader.isOfImageJ() || !channels.takesColour()) return further(channels).orElseThrow(() -> unreadable(
				"ImageJ, which is not here, would have to say how it is displayed", null));
			final Optional<String> refusal = reader.refusal();
			if (refusal.isPresent()) throw unreadable(refusal.get(), null);
			return picture(reader.read(), channels);
		}
	}

	private Picture picture(final DecodedImage image, final InputChannels channels) throws UnreadablePicture {
		final Optional<String> refusal = image.refusal();
		if (refusal.isPresent()) throw unreadable(refusal.get(), null);
		if (!channels.takesColour()) throw new WrongChannels(path().toString(), image.channels() < Picture.COLOURS ? "1 channel"
			: Picture.COLOURS + " channels", channels);
		return image.picture(name, channels);
	}

	private Optional<Picture> further(final InputChannels channels) throws IOException {
		for (final PictureFormat format : Further.FORMATS) {
			final Optional<Picture> picture = format.read(path(), channels);
			if (picture.isPresent()) return picture.map(found -> found.named(name));
		}
		return Optional.empty();
	}
}

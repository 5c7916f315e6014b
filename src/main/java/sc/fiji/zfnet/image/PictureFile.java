package sc.fiji.zfnet.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.OpenDialog;
import ij.io.Opener;
import ij.plugin.PGM_Reader;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.picture.JpegDecoder;
import sc.fiji.zfnet.picture.Picture;

/**
 * Decodes one image file. ImageJ's own way ({@link Opener#openImage(String)}) is not used where it can be avoided: it
 * tells about damaged files in dialogs, stops a running macro, and changes the user's current folder.
 */
final class PictureFile {

	/** For what ImageJ's readers of rare formats keep in static fields. */
	private static final Object IMAGEJ = new Object();

	/** As much of a file as tells what it is, and the whole of a small picture, which need not be read again then. */
	private static final int START = 1 << 13;

	private static final String DAMAGED = "it is damaged or incomplete";

	private static final String OTHER_COLOURS = "its colours are neither RGB nor grey (CMYK, perhaps)";

	private final Path file;
	private final String name;

	PictureFile(final Path file) {
		this.file = file.toAbsolutePath();
		this.name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
	}

	Picture read() throws IOException {
		try {
			return decode();
		}
		catch (final NoSuchFileException e) {
			throw new IOException("Image '" + file + "' does not exist", e);
		}
		catch (final UnreadableImage e) {
			throw e;
		}
		catch (final IOException | RuntimeException e) {
			if (Files.isDirectory(file)) throw new IOException("Image '" + file + "' is a folder; an image file is accepted", e);
			throw new UnreadableImage(reason(e), e);
		}
	}

	private Picture decode() throws IOException {
		final byte[] start;
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			start = read(channel, START);
			if (start.length == 0) throw new UnreadableImage("it is empty", null);
			if (begins(start, 0xff, 0xd8, 0xff)) return jpeg(start.length < START ? start : read(channel, Integer.MAX_VALUE));
		}
		if (begins(start, 0x89, 'P', 'N', 'G') || begins(start, 'G', 'I', 'F', '8') || begins(start, 'B', 'M'))
			return withImageIO();
		final int type = new Opener().getFileType(file.toString());
		// ImageJ would end a running macro for one that does not begin as its name says.
		if (type == Opener.DICOM && !isDicom(start) || type == Opener.FITS && !isFits(start)) throw new UnreadableImage(DAMAGED,
			null);
		return switch (type) {
			case Opener.TIFF -> tiff();
			case Opener.PGM -> portableMap((char) start[1]);
			case Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.ZIP -> withImageJ();
			default -> withBioFormats();
		};
	}

	private static boolean begins(final byte[] start, final int... signature) {
		for (int i = 0; i < signature.length; i++)
			if (i >= start.length || start[i] != (byte) signature[i]) return false;
		return true;
	}

	private static boolean isDicom(final byte[] start) {
		final int name = 128;
		if (start.length >= name + 4 && begins(Arrays.copyOfRange(start, name, name + 4), 'D', 'I', 'C', 'M')) return true;
		// Without a name: the first tag is of group 2 or 8.
		return start.length > 3 && start[3] == 0 && (begins(start, 2, 0) || begins(start, 8, 0));
	}

	private static boolean isFits(final byte[] start) {
		final boolean packed = begins(start, 0x1f, 0x8b);
		return packed || begins(start, 'S', 'I', 'M', 'P', 'L', 'E');
	}

	/** The first bytes of a file. */
	private static byte[] read(final SeekableByteChannel channel, final int most) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), most));
		channel.position(0);
		while (bytes.hasRemaining())
			if (channel.read(bytes) < 0) throw new EOFException();
		return bytes.array();
	}

	/**
	 * As stored: like ImageJ, and unlike {@link #withImageIO}, an embedded colour profile is not applied. CMYK, which some
	 * versions of Java read, is refused as by ImageJ: files do not tell reliably whether 0 stands for no or for full ink.
	 */
	private Picture jpeg(final byte[] content) throws IOException {
		final BufferedImage image = JpegDecoder.decode(content);
		if (image.getSampleModel().getNumBands() > Picture.CHANNELS) throw new UnreadableImage(OTHER_COLOURS, null);
		return raw(image);
	}

	private Picture withImageIO() throws IOException {
		final BufferedImage image = decodeImageIO();
		final int type = image.getType();
		if (type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_3BYTE_BGR) return raw(image);
		if (image.getColorModel().hasAlpha() || image.getRaster().getDataBuffer() instanceof DataBufferByte)
			return onWhite(image);
		final ImagePlus imp = new ImagePlus(name, image);
		return Pictures.of(imp.getStackSize() > 1 ? new CompositeImage(imp, IJ.COMPOSITE) : imp);
	}

	private BufferedImage decodeImageIO() throws IOException {
		final AtomicBoolean truncated = new AtomicBoolean();
		try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(
			file))))
		{
			final Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
			if (!readers.hasNext()) throw new UnreadableImage("it is in no format that can be read", null);
			final ImageReader reader = readers.next();
			try {
				// TIFF files may hold JPEG data, too: else the rest of it would silently be grey.
				reader.addIIOReadWarningListener((source, warning) -> {
					if (warning.contains("remature end")) truncated.set(true);
				});
				reader.setInput(stream, true, true);
				final BufferedImage image = reader.read(0);
				if (truncated.get()) throw new UnreadableImage(DAMAGED, null);
				return image;
			}
			finally {
				reader.dispose();
			}
		}
	}

	/** The stored bytes of a grey or RGB image: conversion by colour space would brighten grey ones. */
	private Picture raw(final BufferedImage image) {
		final byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		final int[] offsets = ((ComponentSampleModel) image.getSampleModel()).getBandOffsets();
		final int size = Math.multiplyExact(Picture.CHANNELS, image.getWidth() * image.getHeight());
		if (Arrays.equals(offsets, new int[] { 0, 1, 2 }) && data.length == size) return new Picture(name, image.getWidth(),
			image.getHeight(), data);
		final byte[] rgb = new byte[size];
		for (int c = 0; c < Picture.CHANNELS; c++) {
			int from = offsets[Math.min(c, offsets.length - 1)];
			for (int to = c; to < size; to += Picture.CHANNELS, from += offsets.length) rgb[to] = data[from];
		}
		return new Picture(name, image.getWidth(), image.getHeight(), rgb);
	}

	/** What ImageJ makes of transparency. */
	private Picture onWhite(final BufferedImage image) {
		final BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
		final Graphics2D graphics = opaque.createGraphics();
		graphics.drawImage(image, 0, 0, Color.WHITE, null);
		graphics.dispose();
		return Pictures.of(new ImagePlus(name, new ColorProcessor(opaque)));
	}

	private Picture tiff() throws IOException {
		final TiffHeader header;
		try {
			header = TiffHeader.read(file);
		}
		catch (final IOException e) {
			// Compressed in a way that ImageJ does not know; else the first reason is the better one.
			try {
				return withImageIO();
			}
			catch (final IOException | RuntimeException second) {
				throw e;
			}
		}
		if (!header.isWhole()) throw new UnreadableImage(DAMAGED, null);
		if (header.isMisread()) return withImageIO();
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		return of(opener.openTiff(file.getParent() + File.separator, name));
	}

	/** Whether it is a TIFF file that ImageJ cannot read, or takes for another kind. */
	boolean isBeyondImageJ() {
		if (new Opener().getFileType(file.toString()) != Opener.TIFF) return false;
		try {
			return TiffHeader.read(file).isMisread();
		}
		catch (final IOException e) {
			return true;
		}
	}

	private Picture portableMap(final char kind) throws IOException {
		final ImageStack stack = new PGM_Reader().openFile(file.toString());
		if (kind == '4' && stack.getWidth() % 8 != 0) throw new UnreadableImage(
			"it is a binary PBM file of a width that is no multiple of 8, which ImageJ cannot read", null);
		// ImageJ leaves black what is missing.
		if (Files.size(file) < bytes(kind, stack)) throw new UnreadableImage(DAMAGED, null);
		final ImagePlus imp = new ImagePlus(name, stack);
		return Pictures.of(stack.size() == 3 && imp.getBitDepth() == 16 ? new CompositeImage(imp, IJ.COMPOSITE) : imp);
	}

	/** How many bytes the pixels of a portable map take at least. */
	private static long bytes(final char kind, final ImageStack stack) {
		final long pixels = (long) stack.getWidth() * stack.getHeight() * stack.size();
		return switch (kind) {
			case '4' -> pixels / 8;
			case '5', '6' -> pixels * stack.getBitDepth() / 8;
			default -> pixels;
		};
	}

	private Picture withImageJ() throws IOException {
		synchronized (IMAGEJ) {
			final String lastFolder = OpenDialog.getLastDirectory();
			final String lastName = OpenDialog.getLastName();
			final boolean redirected = IJ.redirectingErrorMessages();
			IJ.redirectErrorMessages(true);
			try {
				final Opener opener = new Opener();
				opener.setSilentMode(true);
				return of(opener.openImage(file.toString()));
			}
			finally {
				IJ.redirectErrorMessages(redirected);
				OpenDialog.setLastDirectory(lastFolder);
				OpenDialog.setLastName(lastName);
			}
		}
	}

	/** Present in Fiji only. */
	private Picture withBioFormats() throws IOException {
		final ImagePlus imp;
		synchronized (IMAGEJ) {
			imp = Opener.openUsingBioFormats(file.toString());
		}
		if (imp == null) throw new UnreadableImage("it is in no format that can be read", null);
		return of(imp);
	}

	private Picture of(final ImagePlus imp) throws IOException {
		if (imp == null || imp.getWidth() == 0) throw new UnreadableImage(DAMAGED, null);
		imp.setTitle(name);
		return Pictures.of(imp);
	}

	private static String reason(final Exception e) {
		if (e.getMessage() != null && e.getMessage().startsWith("Unsupported Image Type"))
			return OTHER_COLOURS;
		if (e.getMessage() != null && e.getMessage().startsWith("ImageJ cannot open")) return
			"it is of a kind that ImageJ cannot read";
		return DAMAGED;
	}

	private final class UnreadableImage extends IOException {

		private static final long serialVersionUID = 1L;

		UnreadableImage(final String reason, final Exception cause) {
			super("Image '" + file + "' cannot be opened: " + reason +
				"; RGB or grey JPEG, PNG, TIFF, GIF, BMP, PGM, DICOM and FITS files are accepted", cause);
		}
	}
}

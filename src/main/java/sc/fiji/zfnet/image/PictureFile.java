package sc.fiji.zfnet.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
import ij.io.FileInfo;
import ij.io.OpenDialog;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.plugin.PGM_Reader;
import ij.process.ColorProcessor;

/**
 * Decodes one image file. ImageJ's own way ({@link Opener#openImage(String)}) is not used where it can be avoided: it
 * tells about damaged files in dialogs, stops a running macro, and changes the user's current folder.
 */
final class PictureFile {

	/** For what ImageJ's readers of rare formats keep in static fields. */
	private static final Object IMAGEJ = new Object();

	private final Path file;
	private final String name;

	PictureFile(final Path file) {
		this.file = file.toAbsolutePath();
		this.name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
	}

	Picture read() throws IOException {
		if (Files.isDirectory(file)) throw new IOException("Image '" + file + "' is a folder; an image file is accepted");
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
			throw new UnreadableImage(reason(e), e);
		}
	}

	private Picture decode() throws IOException {
		if (Files.size(file) == 0) throw new UnreadableImage("it is empty", null);
		final byte[] start;
		try (var in = Files.newInputStream(file)) {
			start = in.readNBytes(4);
		}
		if (isBitmap(start)) return withImageIO();
		final int type = new Opener().getFileType(file.toString());
		return switch (type) {
			case Opener.JPEG, Opener.PNG, Opener.GIF -> withImageIO();
			case Opener.TIFF -> tiff();
			case Opener.PGM -> portableMap();
			case Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.ZIP -> withImageJ();
			default -> withBioFormats();
		};
	}

	private static boolean isBitmap(final byte[] start) {
		return start.length > 1 && start[0] == 'B' && start[1] == 'M';
	}

	private Picture withImageIO() throws IOException {
		final BufferedImage image = decodeImageIO();
		final DataBuffer buffer = image.getRaster().getDataBuffer();
		final int width = image.getWidth();
		final int height = image.getHeight();
		final boolean plain = buffer instanceof DataBufferByte;
		if (plain && image.getType() == BufferedImage.TYPE_BYTE_GRAY) return bytes(width, height, image, 1);
		if (plain && image.getType() == BufferedImage.TYPE_3BYTE_BGR) return bytes(width, height, image, 3);
		if (image.getColorModel().hasAlpha() || buffer instanceof DataBufferByte) return onWhite(image);
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
				// Else the rest of a truncated JPEG file would silently be grey.
				reader.addIIOReadWarningListener((source, warning) -> {
					if (warning.contains("remature end")) truncated.set(true);
				});
				reader.setInput(stream, true, true);
				final BufferedImage image = reader.read(0);
				if (truncated.get()) throw new UnreadableImage("it is damaged or incomplete", null);
				return image;
			}
			finally {
				reader.dispose();
			}
		}
	}

	/** Interleaved bytes, blue first. Raw values: conversion by colour space would brighten grey ones. */
	private Picture bytes(final int width, final int height, final BufferedImage image, final int channels) {
		final byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		final int size = width * height;
		final float[] values = new float[Math.multiplyExact(Picture.CHANNELS, size)];
		for (int c = 0; c < Picture.CHANNELS; c++) {
			final int first = channels == 1 ? 0 : 2 - c;
			for (int i = 0; i < size; i++) values[c * size + i] = data[i * channels + first] & 255;
		}
		return new Picture(name, width, height, values);
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
		final String folder = file.getParent() + File.separator;
		final FileInfo[] info;
		try {
			info = new TiffDecoder(folder, name).getTiffInfo();
			if (info == null) throw new UnreadableImage("it is damaged or incomplete", null);
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
		if (end(info[0]) > Files.size(file)) throw new UnreadableImage("it is damaged or incomplete", null);
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		return of(opener.openTiff(folder, name));
	}

	/** Where the pixels of the first plane end in the file, as far as the header tells. */
	private static long end(final FileInfo info) {
		if (info.stripOffsets != null && info.stripLengths != null) {
			long end = 0;
			for (int i = 0; i < Math.min(info.stripOffsets.length, info.stripLengths.length); i++)
				end = Math.max(end, Integer.toUnsignedLong(info.stripOffsets[i]) + Integer.toUnsignedLong(
					info.stripLengths[i]));
			return end;
		}
		if (info.compression > FileInfo.COMPRESSION_NONE) return info.getOffset();
		return info.getOffset() + (long) (info.width * (double) info.height * info.getBytesPerPixel());
	}

	private Picture portableMap() throws IOException {
		final ImageStack stack = new PGM_Reader().openFile(file.toString());
		if (stack == null || stack.size() == 0) throw new UnreadableImage("it is damaged or incomplete", null);
		final ImagePlus imp = new ImagePlus(name, stack);
		return Pictures.of(stack.size() == 3 && imp.getBitDepth() == 16 ? new CompositeImage(imp, IJ.COMPOSITE) : imp);
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
		if (imp == null || imp.getWidth() == 0) throw new UnreadableImage("it is damaged or incomplete", null);
		imp.setTitle(name);
		return Pictures.of(imp);
	}

	private static String reason(final Exception e) {
		if (e.getMessage() != null && e.getMessage().startsWith("Unsupported Image Type"))
			return "its colours are neither RGB nor grey (CMYK, perhaps)";
		return "it is damaged or incomplete";
	}

	private final class UnreadableImage extends IOException {

		private static final long serialVersionUID = 1L;

		UnreadableImage(final String reason, final Exception cause) {
			super("Image '" + file + "' cannot be opened: " + reason +
				"; RGB or grey JPEG, PNG, TIFF, GIF, BMP, PGM, DICOM and FITS files are accepted", cause);
		}
	}
}

package sc.fiji.zfnet.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.IntFunction;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageProcessor;

/**
 * The folder that a command writes its files to. A file replaces an older one of the same name only once it is complete.
 * If writing fails, the older file is kept and nothing else is left.
 */
public final class OutputFolder {

	private final Path folder;

	private OutputFolder(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Creates the folder and its parents, if missing.
	 *
	 * @throws IOException if it cannot be created or is a file
	 */
	public static OutputFolder at(final Path folder) throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw cannotBeMade(folder, e);
		}
		return new OutputFolder(folder);
	}

	/**
	 * Checks before a long computation whether a folder exists or can be created, as far as possible without creating it.
	 *
	 * @throws IOException if the folder or one of its parents is a file
	 */
	public static void check(final Path folder) throws IOException {
		Path above = folder.toAbsolutePath();
		while (above.getParent() != null && !Files.exists(above))
			above = above.getParent();
		if (!Files.isDirectory(above)) throw cannotBeMade(folder, null);
	}

	private static IOException cannotBeMade(final Path folder, final IOException cause) {
		return new IOException("Output folder '" + folder +
			"' cannot be created; an existing folder, or the path of one that can be created, is accepted", cause);
	}

	/** The folder itself. */
	public Path path() {
		return folder;
	}

	/**
	 * Writes an image as ImageJ TIFF, with unchanged values, slice labels, calibration and display range.
	 *
	 * @param name file name with extension
	 * @throws IOException if it cannot be written
	 */
	public void writeTiff(final String name, final ImagePlus image) throws IOException {
		write(name, file -> {
			reserve(file, (long) image.getSizeInBytes());
			// ImageJ shows a dialog on errors unless they are redirected.
			final boolean redirected = IJ.redirectingErrorMessages();
			final boolean changes = image.changes;
			IJ.redirectErrorMessages(true);
			try {
				if (!new FileSaver(image).saveAsTiff(file.toString())) throw new IOException(String.valueOf(IJ
					.getErrorMessage()));
			}
			finally {
				IJ.redirectErrorMessages(redirected);
				image.changes = changes;
			}
		});
	}

	/** Creates an empty file after checking for enough space, because ImageJ ends a running macro if it fails to write. */
	private static void reserve(final Path file, final long bytes) throws IOException {
		Files.createFile(file);
		final FileStore disk = Files.getFileStore(file);
		if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < bytes) throw new IOException("There is not enough space");
	}

	/**
	 * Writes an image as displayed, with its overlay.
	 *
	 * @param name file name with extension
	 * @throws IOException if it cannot be written
	 */
	public void writePng(final String name, final ImagePlus image) throws IOException {
		final boolean overlay = image.getOverlay() != null && !image.getHideOverlay();
		final BufferedImage displayed = overlay ? image.flatten().getBufferedImage() : image.getBufferedImage();
		write(name, file -> {
			if (!ImageIO.write(displayed, "png", file.toFile())) throw new IOException("PNG is not supported");
		});
	}

	/**
	 * Writes a numbered series of images: NAME.png, NAME-2.png and so on. Files with higher numbers from an earlier run are
	 * deleted, because they would be taken for results of this run.
	 *
	 * @param name file name of the first image, without extension
	 * @param count number of images
	 * @param picture draws an image, by its index from 0
	 * @throws IOException if a file cannot be written or deleted
	 */
	public void writePngs(final String name, final int count, final IntFunction<ImageProcessor> picture) throws IOException {
		for (int i = 0; i < count; i++)
			writePng(numbered(name, i), new ImagePlus("", picture.apply(i)));
		int next = count;
		while (delete(numbered(name, next)))
			next++;
	}

	/**
	 * Deletes a file from an earlier run that would be taken for a result of this run.
	 *
	 * @return whether there was such a file
	 * @throws IOException if it cannot be deleted
	 */
	public boolean delete(final String name) throws IOException {
		try {
			return Files.deleteIfExists(folder.resolve(name));
		}
		catch (final IOException e) {
			throw new IOException("File '" + name + "' of an earlier run cannot be deleted from output folder '" + folder +
				"'; a writable folder is required", e);
		}
	}

	private static String numbered(final String name, final int index) {
		return name + (index == 0 ? "" : "-" + (index + 1)) + ".png";
	}

	/**
	 * Writes a table as CSV, in UTF-8.
	 *
	 * @param name file name with extension
	 * @throws IOException if it cannot be written
	 */
	public void writeCsv(final String name, final Table table) throws IOException {
		write(name, file -> Files.writeString(file, table.toCsv(), StandardCharsets.UTF_8));
	}

	private void write(final String name, final Writer writer) throws IOException {
		final Path target = folder.resolve(name);
		final Path unfinished = folder.resolve("." + name + "-" + UUID.randomUUID() + ".part");
		try {
			writer.write(unfinished);
			replace(unfinished, target);
		}
		catch (final IOException | RuntimeException e) {
			throw new IOException("File '" + name + "' cannot be written to output folder '" + folder +
				"'; a writable folder with enough space is required", e);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private static void replace(final Path unfinished, final Path target) throws IOException {
		if (Files.isDirectory(target)) throw new IOException("'" + target + "' is a folder");
		try {
			Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException e) {
			Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	@FunctionalInterface
	private interface Writer {

		void write(Path file) throws IOException;
	}
}

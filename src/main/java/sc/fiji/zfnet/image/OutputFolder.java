package sc.fiji.zfnet.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

import javax.imageio.ImageIO;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.files.WholeFiles;

/**
 * The folder that a command writes its files to. A file replaces an older one of the same name only once it is complete.
 * If writing fails, the older file is kept and nothing else is left.
 */
public final class OutputFolder {

	private final WholeFiles files;

	private OutputFolder(final WholeFiles files) {
		this.files = files;
	}

	/**
	 * Creates the folder and its parents, if missing.
	 *
	 * @throws IOException if it cannot be created or is a file
	 */
	public static OutputFolder at(final Path folder) throws IOException {
		return new OutputFolder(WholeFiles.in(folder));
	}

	/**
	 * Checks before a long computation whether a folder exists or can be created, as far as possible without creating it.
	 *
	 * @throws IOException if the folder or one of its parents is a file
	 */
	public static void check(final Path folder) throws IOException {
		WholeFiles.check(folder);
	}

	/** The folder itself. */
	public Path path() {
		return files.folder();
	}

	/**
	 * Writes an image as ImageJ TIFF, with unchanged values, slice labels, calibration and display range.
	 *
	 * @param name file name with extension
	 * @throws IOException if it cannot be written
	 */
	public void writeTiff(final String name, final ImagePlus image) throws IOException {
		files.write(name, file -> {
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
		files.write(name, file -> {
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
		return files.delete(name);
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
		files.writeCsv(name, table);
	}
}

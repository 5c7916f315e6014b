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
 * The folder that a command writes its files to. A file replaces an older one of its name only once it is complete; where
 * writing fails, the older one stays and nothing else is left.
 */
public final class OutputFolder {

	private final WholeFiles files;

	private OutputFolder(final WholeFiles files) {
		this.files = files;
	}

	/**
	 * Makes the folder, and those above it, where missing.
	 *
	 * @throws IOException when it cannot be made or is a file
	 */
	public static OutputFolder at(final Path folder) throws IOException {
		return new OutputFolder(WholeFiles.in(folder));
	}

	/**
	 * Says before long work whether a folder is there or can be made, as far as that can be told without making it.
	 *
	 * @throws IOException when it or one above it is a file
	 */
	public static void check(final Path folder) throws IOException {
		WholeFiles.check(folder);
	}

	/** The folder itself. */
	public Path path() {
		return files.folder();
	}

	/**
	 * Writes an image as ImageJ TIFF with its values as they are, slice labels, calibration and display range.
	 *
	 * @param name file name, extension included
	 * @throws IOException when it cannot be written
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

	/** Makes an empty file where as many bytes can be written; where ImageJ fails to write, it ends a running macro. */
	private static void reserve(final Path file, final long bytes) throws IOException {
		Files.createFile(file);
		final FileStore disk = Files.getFileStore(file);
		if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < bytes) throw new IOException("There is not enough space");
	}

	/**
	 * Writes an image as it is displayed, its overlay included.
	 *
	 * @param name file name, extension included
	 * @throws IOException when it cannot be written
	 */
	public void writePng(final String name, final ImagePlus image) throws IOException {
		final boolean overlay = image.getOverlay() != null && !image.getHideOverlay();
		final BufferedImage displayed = overlay ? image.flatten().getBufferedImage() : image.getBufferedImage();
		files.write(name, file -> {
			if (!ImageIO.write(displayed, "png", file.toFile())) throw new IOException("PNG is not supported");
		});
	}

	/**
	 * Writes pictures that belong together: NAME.png, NAME-2.png and so on. Those beyond them that an earlier run with more
	 * pictures left are deleted, as they would pass for this one's.
	 *
	 * @param name file name of the first, without extension
	 * @param count how many
	 * @param picture draws one, from 0 on
	 * @throws IOException when one cannot be written or deleted
	 */
	public void writePngs(final String name, final int count, final IntFunction<ImageProcessor> picture) throws IOException {
		for (int i = 0; i < count; i++)
			writePng(numbered(name, i), new ImagePlus("", picture.apply(i)));
		int next = count;
		while (delete(numbered(name, next)))
			next++;
	}

	/**
	 * Deletes what an earlier run left, where it would pass for this one's.
	 *
	 * @return whether there was such a file
	 * @throws IOException when it cannot be deleted
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
	 * @param name file name, extension included
	 * @throws IOException when it cannot be written
	 */
	public void writeCsv(final String name, final Table table) throws IOException {
		files.writeCsv(name, table);
	}
}

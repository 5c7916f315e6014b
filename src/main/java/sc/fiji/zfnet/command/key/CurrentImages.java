package sc.fiji.zfnet.command.key;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;
import sc.fiji.zfnet.image.Pictures;

/** Finds the image that a command works on. */
public final class CurrentImages {

	private CurrentImages() {}

	/**
	 * The image that the key {@code image} names. Call this on the thread that runs the command, because the current image
	 * in batch mode depends on the thread.
	 *
	 * @param image title of an open image, or else path of a file; null or blank for the current image as the macro sees it
	 * @throws IllegalArgumentException if no image is open, or there is no such image or file
	 * @throws IOException if the file cannot be read as an image
	 */
	public static ImagePlus resolve(final String image) throws IOException {
		if (image == null || image.isBlank()) {
			final ImagePlus current = WindowManager.getCurrentImage();
			if (current == null) throw new IllegalArgumentException(
				"No image is open; open one, or name an open image or a file with the key 'image'");
			return current;
		}
		final ImagePlus open = WindowManager.getImage(image);
		return open != null ? open : read(new File(image));
	}

	private static ImagePlus read(final File file) throws IOException {
		if (!file.isFile()) throw new IllegalArgumentException("The image '" + file + "' is neither an open image" + open() +
			" nor a file");
		return Pictures.openImage(file.toPath());
	}

	private static String open() {
		final List<String> titles = titles();
		return titles.isEmpty() ? "" : " (" + String.join(", ", titles) + ")";
	}

	/** Titles of the open images, including those in batch mode. */
	public static List<String> titles() {
		final List<String> titles = new ArrayList<>();
		final int[] ids = WindowManager.getIDList();
		if (ids == null) return titles;
		for (final int id : ids) {
			final ImagePlus image = WindowManager.getImage(id);
			if (image != null) titles.add(image.getTitle());
		}
		return titles;
	}
}

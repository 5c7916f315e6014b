package sc.fiji.zfnet.command.key;

import java.io.File;
import java.io.IOException;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;
import sc.fiji.zfnet.image.PlanePicture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.PictureSource;

/**
 * The pictures that a command goes through: the current plane of an image, all planes of a stack, or the files of a folder.
 *
 * @param title name of the image or the folder
 * @param pictures the pictures, in order
 */
public record PictureSeries(String title, List<? extends PictureSource> pictures) {

	/** The key {@code slices}: what is taken of a stack. */
	public static final String CURRENT = "current";

	/** See {@link #CURRENT}. */
	public static final String ALL = "all";

	/**
	 * Finds the pictures that the keys {@code image}, {@code slices} and {@code folder} name.
	 *
	 * @param image see {@link CurrentImages#resolve}; has no meaning with a folder
	 * @param slices {@link #CURRENT} or {@link #ALL}
	 * @param folder searched recursively; null for none
	 * @throws IllegalArgumentException when both are given, or there is no such image
	 * @throws IOException when the folder holds no picture, or a file cannot be read
	 */
	public static PictureSeries of(final String image, final String slices, final File folder) throws IOException {
		if (folder == null && image.isBlank() && WindowManager.getCurrentImage() == null) throw new IllegalArgumentException(
			"No image is open; open one, name an open image or a file with the key 'image', or a folder with the key 'folder'");
		if (folder == null) return of(CurrentImages.resolve(image), slices);
		if (!image.isBlank()) throw new IllegalArgumentException("The image '" + image + "' and the folder '" + folder +
			"' are both given; only one of the keys 'image' and 'folder' is accepted");
		return new PictureSeries(folder.getName(), PictureFolder.list(folder.toPath()).pictures());
	}

	/** The planes of an image that the key {@code slices} names. */
	public static PictureSeries of(final ImagePlus image, final String slices) {
		return new PictureSeries(image.getTitle(), slices.equals(ALL) ? PlanePicture.all(image) : List.of(PlanePicture.current(
			image)));
	}

	/** Number of pictures. */
	public int size() {
		return pictures.size();
	}
}

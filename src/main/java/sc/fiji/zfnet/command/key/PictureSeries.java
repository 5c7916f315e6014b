package sc.fiji.zfnet.command.key;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.Duplicator;
import ij.process.ImageProcessor;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;

/** The pictures that a command processes: an image, each slice and frame of a stack, or the files of a folder. */
public final class PictureSeries {

	private final String title;
	private final List<Entry> entries;

	/**
	 * A picture that has not been opened yet.
	 *
	 * @param name name in tables and plots
	 * @param source opens the picture
	 */
	private record Entry(String name, Source source) {}

	@FunctionalInterface
	private interface Source {

		Picture open() throws IOException;
	}

	private PictureSeries(final String title, final List<Entry> entries) {
		this.title = title;
		this.entries = entries;
	}

	/**
	 * Finds the pictures that the keys {@code image} and {@code folder} name.
	 *
	 * @param image see {@link CurrentImages#resolve}; must be blank if there is a folder
	 * @param folder searched recursively; null for none
	 * @throws IllegalArgumentException if both are given, or there is no such image
	 * @throws IOException if the folder contains no picture, or a file cannot be read
	 */
	public static PictureSeries of(final String image, final File folder) throws IOException {
		if (folder == null && image.isBlank() && WindowManager.getCurrentImage() == null) throw new IllegalArgumentException(
			"No image is open; open one, name an open image or a file with the key 'image', or a folder with the key 'folder'");
		if (folder == null) return of(CurrentImages.resolve(image));
		if (!image.isBlank()) throw new IllegalArgumentException("The image '" + image + "' and the folder '" + folder +
			"' are both given; only one of the keys 'image' and 'folder' is accepted");
		final PictureFolder pictures = PictureFolder.list(folder.toPath());
		final List<Entry> entries = new ArrayList<>();
		for (final Path file : pictures.files())
			entries.add(new Entry(pictures.relative(file), () -> Picture.open(file)));
		return new PictureSeries(folder.getName(), entries);
	}

	private static PictureSeries of(final ImagePlus image) {
		final int channels = image.getNChannels();
		final int planes = image.getStackSize() / channels;
		if (planes == 1) return new PictureSeries(image.getTitle(), List.of(new Entry(image.getTitle(), () -> Pictures.of(
			image))));
		final List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < planes; i++) {
			final int plane = i;
			final String label = image.getStack().getShortSliceLabel(i * channels + 1);
			entries.add(new Entry(label == null ? image.getTitle() + " " + (i + 1) : label, () -> Pictures.of(channels == 1
				? slice(image, plane) : merged(image, plane))));
		}
		return new PictureSeries(image.getTitle(), entries);
	}

	/** A slice with the display range and the selection of the stack; does not change the current slice. */
	private static ImagePlus slice(final ImagePlus image, final int plane) {
		final ImageProcessor processor = image.getStack().getProcessor(plane + 1);
		// Setting the range of 8-bit and RGB images would change their values.
		if (image.getBitDepth() == 16 || image.getBitDepth() == 32) processor.setMinAndMax(image.getDisplayRangeMin(), image
			.getDisplayRangeMax());
		final ImagePlus slice = new ImagePlus(image.getTitle(), processor);
		slice.setRoi(image.getRoi());
		return slice;
	}

	/** All channels of a slice and frame, cropped to the selection, displayed like the hyperstack. */
	private static ImagePlus merged(final ImagePlus image, final int plane) {
		final int z = plane % image.getNSlices() + 1;
		final int t = plane / image.getNSlices() + 1;
		return new Duplicator().run(image, 1, image.getNChannels(), z, z, t, t);
	}

	/** Name of the image or the folder. */
	public String title() {
		return title;
	}

	/** Number of pictures. */
	public int size() {
		return entries.size();
	}

	/** Name of a picture in tables and plots. */
	public String name(final int index) {
		return entries.get(index).name;
	}

	/**
	 * Opens a picture, under its name in tables and plots.
	 *
	 * @throws IOException if it cannot be read
	 */
	public Picture open(final int index) throws IOException {
		final Picture picture = entries.get(index).source.open();
		return picture.named(name(index));
	}
}

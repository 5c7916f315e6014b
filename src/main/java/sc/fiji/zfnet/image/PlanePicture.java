package sc.fiji.zfnet.image;

import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureSource;

/**
 * One plane of an open image: a slice of a stack, or a slice and frame of a hyperstack with all channels. The image's area
 * selection applies. What is displayed stays as it is.
 *
 * @param name label of the slice, or title of the image with a number
 * @param image the image
 * @param index which of its planes, from 0; negative for the current one
 */
public record PlanePicture(String name, ImagePlus image, int index) implements PictureSource {

	/** The current plane, under the image's title. */
	public static PlanePicture current(final ImagePlus image) {
		return new PlanePicture(image.getTitle(), image, -1);
	}

	/** All planes, in order. */
	public static List<PlanePicture> all(final ImagePlus image) {
		final int count = image.getNSlices() * image.getNFrames();
		if (count == 1) return List.of(current(image));
		return IntStream.range(0, count).mapToObj(i -> new PlanePicture(name(image, i), image, i)).toList();
	}

	private static String name(final ImagePlus image, final int index) {
		final int plane = image.getStackIndex(1, index % image.getNSlices() + 1, index / image.getNSlices() + 1);
		final String label = image.getStack().getShortSliceLabel(plane);
		return label == null ? image.getTitle() + " " + (index + 1) : label;
	}

	@Override
	public Picture open(final InputChannels channels) {
		// An open image is not made for several threads.
		synchronized (image) {
			if (index < 0) return Pictures.of(image, channels).named(name);
			return Pictures.of(image, index % image.getNSlices() + 1, index / image.getNSlices() + 1, channels).named(name);
		}
	}
}

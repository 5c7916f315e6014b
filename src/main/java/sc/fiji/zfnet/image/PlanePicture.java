package sc.fiji.zfnet.image;

import java.util.List;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureSource;

/**
 * One plane of an open image: a slice of a stack; of a hyperstack a slice and frame, with the channels merged where they are
 * displayed so, else in the current channel. The image's area selection applies. What is displayed stays as it is.
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
		final int count = isSimple(image) ? image.getStackSize() : image.getNSlices() * image.getNFrames();
		if (count == 1) return List.of(current(image));
		return IntStream.range(0, count).mapToObj(i -> new PlanePicture(name(image, i), image, i)).toList();
	}

	private static String name(final ImagePlus image, final int index) {
		final int plane = isSimple(image) ? index + 1 : image.getStackIndex(1, index % image.getNSlices() + 1, index / image
			.getNSlices() + 1);
		final String label = image.getStack().getShortSliceLabel(plane);
		return label == null ? image.getTitle() + " " + (index + 1) : label;
	}

	/** The channels of a stack that is not shown as a hyperstack are slices to its user. */
	private static boolean isSimple(final ImagePlus image) {
		return !image.isHyperStack() && !(image instanceof CompositeImage composite && composite.getMode() == IJ.COMPOSITE);
	}

	@Override
	public Picture open() {
		// An open image is not made for several threads.
		synchronized (image) {
			if (index < 0) return Pictures.of(image).named(name);
			final int channel = image.getC();
			final int slice = image.getZ();
			final int frame = image.getT();
			final int plane = image.getCurrentSlice();
			try {
				if (isSimple(image)) image.setSliceWithoutUpdate(index + 1);
				else image.setPositionWithoutUpdate(channel, index % image.getNSlices() + 1, index / image.getNSlices() + 1);
				return Pictures.of(image).named(name);
			}
			finally {
				if (isSimple(image)) image.setSliceWithoutUpdate(plane);
				else image.setPositionWithoutUpdate(channel, slice, frame);
			}
		}
	}
}

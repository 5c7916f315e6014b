package sc.fiji.zfnet.command.key;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.image.Pictures;

/**
 * The pictures of an image in turn: the slices of a stack, or the slices and frames of a hyperstack, with the channels
 * merged if they are displayed merged, otherwise in the current channel. Closing it restores the plane that was displayed
 * before.
 */
public final class OcclusionSlices implements AutoCloseable {

	private final ImagePlus image;
	private final int channel;
	private final int slice;
	private final int frame;
	private final boolean simple;

	public OcclusionSlices(final ImagePlus image) {
		this.image = image;
		channel = image.getC();
		slice = image.getZ();
		frame = image.getT();
		// To the user, the channels of a stack that is not shown as a hyperstack are slices.
		simple = !image.isHyperStack() && !(image instanceof CompositeImage composite && composite.getMode() == IJ.COMPOSITE);
	}

	/** Number of pictures. */
	public int count() {
		return simple ? image.getStackSize() : image.getNSlices() * image.getNFrames();
	}

	/** Name of a picture. */
	public String title(final int index) {
		return count() == 1 ? image.getTitle() : image.getTitle() + ", slice " + (index + 1) + " of " + count();
	}

	/** Label of a picture in a stack of results. */
	public String label(final int index) {
		final String label = simple ? image.getStack().getShortSliceLabel(index + 1) : null;
		return label == null ? title(index) : label;
	}

	/** A picture: the image's area selection if it has one, otherwise the whole plane. */
	public Picture picture(final int index) {
		if (simple) image.setSliceWithoutUpdate(index + 1);
		else image.setPositionWithoutUpdate(channel, index % image.getNSlices() + 1, index / image.getNSlices() + 1);
		return Pictures.of(image);
	}

	@Override
	public void close() {
		if (count() == 1) return;
		if (simple) image.setSlice(image.getStackIndex(channel, slice, frame));
		else image.setPosition(channel, slice, frame);
	}
}

package sc.fiji.zfnet.command.key;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.image.Pictures;

/**
 * The pictures of an image one after another: the slices of a stack; of a hyperstack the slices and frames, with the
 * channels merged where they are displayed so, else in the current channel. Closing it brings back the plane that was
 * displayed before.
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
		// The channels of a stack that is not shown as a hyperstack are slices to its user.
		simple = !image.isHyperStack() && !(image instanceof CompositeImage composite && composite.getMode() == IJ.COMPOSITE);
	}

	/** Number of pictures. */
	public int count() {
		return simple ? image.getStackSize() : image.getNSlices() * image.getNFrames();
	}

	/** What a picture is called. */
	public String title(final int index) {
		return count() == 1 ? image.getTitle() : image.getTitle() + ", slice " + (index + 1) + " of " + count();
	}

	/** A label for a picture in a stack of results. */
	public String label(final int index) {
		final String label = simple ? image.getStack().getShortSliceLabel(index + 1) : null;
		return label == null ? title(index) : label;
	}

	/** A picture: the image's area selection there if it has one, else all of it. */
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

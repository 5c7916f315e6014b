package sc.fiji.zfnet.command;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment.TransformedPictures;
import sc.fiji.zfnet.image.HyperstackBuilder;

/** Collects transformed pictures for a hyperstack, labelled with the value, as long as there is memory for them. */
final class TransformedStack implements TransformedPictures {

	private final HyperstackBuilder stack = new HyperstackBuilder();
	private final boolean several;
	private final long most;
	private String picture;
	private long bytes;
	private int missing;

	/**
	 * @param several whether it is of several pictures, whose names the labels then have, too
	 * @param most bytes that the pictures may take
	 */
	TransformedStack(final boolean several, final long most) {
		this.several = several;
		this.most = most;
	}

	/** As much as a quarter of ImageJ's memory, for the stack takes as much again when it is made. */
	static long spareMemory() {
		return IJ.maxMemory() / 4;
	}

	/** Begins with a picture. */
	void begin(final String name) {
		picture = name;
	}

	@Override
	public void accept(final double value, final RandomAccessibleInterval<FloatType> image) {
		bytes += image.size() * Float.BYTES;
		if (bytes > most) missing++;
		else stack.add(image, several ? InvarianceResults.text(value) + " " + picture : InvarianceResults.text(value));
	}

	/** How many did not find a place. */
	int missing() {
		return missing;
	}

	/** The hyperstack. */
	ImagePlus image(final String title) {
		return stack.raw(title);
	}
}

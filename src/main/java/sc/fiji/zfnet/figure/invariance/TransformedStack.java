package sc.fiji.zfnet.figure.invariance;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment.TransformedPictures;
import sc.fiji.zfnet.image.HyperstackBuilder;

/** Collects transformed pictures for a hyperstack, labelled with the value, as long as there is memory for them. */
public final class TransformedStack implements TransformedPictures {

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
	public TransformedStack(final boolean several, final long most) {
		this.several = several;
		this.most = most;
	}

	/** As much as a quarter of ImageJ's memory, for the stack takes as much again when it is made. */
	public static long spareMemory() {
		return IJ.maxMemory() / 4;
	}

	/** Begins with a picture. */
	public void begin(final String name) {
		picture = name;
	}

	@Override
	public void accept(final double value, final RandomAccessibleInterval<FloatType> image) {
		bytes += image.size() * Float.BYTES;
		if (bytes > most) missing++;
		else stack.add(image, several ? InvarianceResults.text(value) + " " + picture : InvarianceResults.text(value));
	}

	/** How many did not find a place. */
	public int missing() {
		return missing;
	}

	/** The hyperstack. */
	public ImagePlus image(final String title) {
		return stack.raw(title);
	}
}

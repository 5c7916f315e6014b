package sc.fiji.zfnet.figure.invariance;

import ij.IJ;
import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment.TransformedPictures;
import sc.fiji.zfnet.image.HyperstackBuilder;

/** Collects transformed pictures for a hyperstack, labelled with the value, while there is memory for them. */
public final class TransformedStack implements TransformedPictures {

	private final HyperstackBuilder stack = new HyperstackBuilder();
	private final InputChannels units;
	private final boolean several;
	private final long most;
	private String picture;
	private long bytes;
	private int missing;

	/**
	 * @param units what was taken of the pictures
	 * @param several whether there are several pictures, so that labels also contain their names
	 * @param most maximum size of the pictures in bytes
	 */
	public TransformedStack(final InputChannels units, final boolean several, final long most) {
		this.units = units;
		this.several = several;
		this.most = most;
	}

	/** A quarter of ImageJ's memory, because making the stack takes the same amount again. */
	public static long spareMemory() {
		return IJ.maxMemory() / 4;
	}

	/** Starts the next picture. */
	public void begin(final String name) {
		picture = name;
	}

	@Override
	public void accept(final double value, final RandomAccessibleInterval<FloatType> image) {
		bytes += image.size() * Float.BYTES;
		if (bytes > most) missing++;
		else stack.add(image, several ? InvarianceResults.text(value) + " " + picture : InvarianceResults.text(value));
	}

	/** Number of pictures left out for lack of memory. */
	public int missing() {
		return missing;
	}

	/** The hyperstack. */
	public ImagePlus image(final String title) {
		return stack.raw(title, units);
	}
}

package sc.fiji.zfnet.analysis;

/** The index of the greatest of some values; on a tie the lowest index. */
public final class Argmax {

	private Argmax() {}

	/** Of one or more values. */
	public static int of(final float[] values) {
		int best = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[best]) best = i;
		return best;
	}

	/** Of one or more values. */
	public static int of(final double[] values) {
		int best = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[best]) best = i;
		return best;
	}
}

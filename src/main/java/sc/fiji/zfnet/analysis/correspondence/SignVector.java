package sc.fiji.zfnet.analysis.correspondence;

/**
 * The signs of a vector's values: −1, 0 or 1, packed into bits. NaN has the sign 0. Immutable.
 */
public final class SignVector {

	private final int size;
	private final long[] positive;
	private final long[] negative;

	/**
	 * The signs of the differences of two vectors.
	 *
	 * @param minuend holds the values of the one
	 * @param subtrahend holds the values of the other
	 * @param start index of the first value in both
	 * @param size number of values
	 */
	public SignVector(final float[] minuend, final float[] subtrahend, final int start, final int size) {
		this.size = size;
		positive = new long[(size + Long.SIZE - 1) / Long.SIZE];
		negative = new long[positive.length];
		for (int i = 0; i < size; i++) {
			if (minuend[start + i] > subtrahend[start + i]) positive[i / Long.SIZE] |= 1L << i;
			if (minuend[start + i] < subtrahend[start + i]) negative[i / Long.SIZE] |= 1L << i;
		}
	}

	/** Number of values. */
	public int size() {
		return size;
	}

	/**
	 * The normalised Hamming distance: the fraction of positions at which the signs differ, from 0 to 1.
	 *
	 * @throws IllegalArgumentException if the sizes differ, or both are empty
	 */
	public double hammingDistance(final SignVector other) {
		if (size != other.size || size == 0) throw new IllegalArgumentException("Vectors of " + size + " and " + other.size +
			" signs cannot be compared; two of the same size are required");
		int different = 0;
		for (int i = 0; i < positive.length; i++)
			different += Long.bitCount(positive[i] ^ other.positive[i] | negative[i] ^ other.negative[i]);
		return (double) different / size;
	}
}

package sc.fiji.zfnet.network;

/**
 * Shape of the activation of one node for one picture. Fully connected layers and flattened maps are
 * {@code channels × 1 × 1}.
 *
 * @param channels number of feature maps, or of units of a fully connected layer
 * @param height rows of a feature map
 * @param width columns of a feature map
 */
public record Shape(int channels, int height, int width) {

	/**
	 * @throws IllegalArgumentException when a side is not positive, or the activation has more than 2³¹ − 1 values
	 */
	public Shape {
		if (channels < 1 || height < 1 || width < 1) throw new IllegalArgumentException("A shape of " + channels + " × " +
			height + " × " + width + " (channels × height × width) is empty; every side must be at least 1");
		if ((long) channels * height * width > Integer.MAX_VALUE) throw new IllegalArgumentException("A shape of " +
			channels + " × " + height + " × " + width + " has more values than an array can hold");
	}

	/** A vector: {@code channels × 1 × 1}. */
	public static Shape vector(final int channels) {
		return new Shape(channels, 1, 1);
	}

	/** Number of values. */
	public int size() {
		return channels * height * width;
	}

	/** Number of positions of one map. */
	public int positions() {
		return height * width;
	}

	@Override
	public String toString() {
		return channels + " × " + height + " × " + width;
	}
}

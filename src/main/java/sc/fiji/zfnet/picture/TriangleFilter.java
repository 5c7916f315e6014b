package sc.fiji.zfnet.picture;

/**
 * Weights that scale one axis of a picture: linear interpolation where it grows, and a triangle as wide as two
 * pixels of the result where it shrinks, so that every pixel of the source contributes. Pixels are squares with their
 * centres in the middle; at the edges, the remaining weights are normalised to sum to one.
 */
final class TriangleFilter {

	private final int source;
	private final double step;
	private final double support;

	/**
	 * @param source pixels of the picture along the axis
	 * @param target pixels of the result along the axis
	 */
	TriangleFilter(final int source, final int target) {
		this.source = source;
		this.step = (double) source / target;
		this.support = Math.max(step, 1);
	}

	/** First source pixel that has a weight in a target pixel. */
	int first(final int target) {
		return Math.max((int) Math.floor(centre(target) - support) + 1, 0);
	}

	/** One beyond the last source pixel that has a weight in a target pixel. */
	int end(final int target) {
		return Math.min((int) Math.ceil(centre(target) + support), source);
	}

	/** Weights of the source pixels from {@link #first} to before {@link #end}; they sum to one. */
	float[] weights(final int target) {
		final int first = first(target);
		final double[] weights = new double[end(target) - first];
		double sum = 0;
		for (int i = 0; i < weights.length; i++) {
			weights[i] = 1 - Math.abs(first + i - centre(target)) / support;
			sum += weights[i];
		}
		final float[] normalised = new float[weights.length];
		for (int i = 0; i < weights.length; i++) normalised[i] = (float) (weights[i] / sum);
		return normalised;
	}

	private double centre(final int target) {
		return (target + 0.5) * step - 0.5;
	}
}

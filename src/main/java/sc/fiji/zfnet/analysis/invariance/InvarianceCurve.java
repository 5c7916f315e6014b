package sc.fiji.zfnet.analysis.invariance;

import java.util.List;

/**
 * The response of a network to one picture as it is transformed: one curve of Figure 5 of the paper. The arrays are
 * shared, not copied.
 */
public final class InvarianceCurve {

	private final String picture;
	private final double[] values;
	private final List<LayerDistances> layers;
	private final int label;
	private final double[] probabilities;

	/**
	 * @param picture name of the picture
	 * @param values parameters of the transforms, ascending
	 * @param layers the distances of each layer, one per value
	 * @param label index of the class whose probability is recorded
	 * @param probabilities probability of the class, one per value
	 */
	public InvarianceCurve(final String picture, final double[] values, final List<LayerDistances> layers,
		final int label, final double[] probabilities)
	{
		this.layers = List.copyOf(layers);
		this.picture = picture;
		this.values = values;
		this.label = label;
		this.probabilities = probabilities;
	}

	/** Name of the picture. */
	public String picture() {
		return picture;
	}

	/** Parameters of the transforms, ascending. */
	public double[] values() {
		return values;
	}

	/** The distances of each layer, one per value. */
	public List<LayerDistances> layers() {
		return layers;
	}

	/** Index of the class whose probability is recorded. */
	public int label() {
		return label;
	}

	/** Probability of the class, one per value. */
	public double[] probabilities() {
		return probabilities;
	}

	/**
	 * A single measure of how much a layer changes: the area under the curve of its relative distances (see
	 * {@link LayerDistances#relative}) by the trapezoidal rule, divided by the range of the values, that is, the mean height
	 * of the curve. It is 0 for a layer that never changes, and 1 for a rectified layer in which no unit is active both
	 * before and after a transformation. Because the distances are relative to the activations, layers and networks of
	 * different size and scale can be compared over the same values.
	 *
	 * @param layer index of the layer
	 * @return the mean height; the height of the single point if there is one value
	 */
	public double area(final int layer) {
		final double[] heights = layers.get(layer).relative();
		if (values.length == 1) return heights[0];
		double area = 0;
		for (int i = 1; i < values.length; i++)
			area += (values[i] - values[i - 1]) * (heights[i] + heights[i - 1]) / 2;
		return area / (values[values.length - 1] - values[0]);
	}
}

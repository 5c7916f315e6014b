package sc.fiji.zfnet.analysis.invariance;

import java.util.List;

/**
 * What becomes of a network's view of one picture while it is transformed: one picture of Figure 5 of the paper. The
 * arrays are shared, not copied.
 *
 * @param picture name of the picture
 * @param values parameters of the transforms, ascending
 * @param layers the layers' distances, one a value
 * @param label index of the class whose probability is followed
 * @param probabilities probability of the class, one a value
 */
public record InvarianceCurve(String picture, double[] values, List<LayerDistances> layers, int label,
	double[] probabilities)
{

	/** An immutable copy of the list is kept. */
	public InvarianceCurve {
		layers = List.copyOf(layers);
	}

	/**
	 * One number for how much a layer changes: the area under the curve of its relative distances (see
	 * {@link LayerDistances#relative}) by the trapezoidal rule, divided by the extent of the values, which makes it the mean
	 * height of the curve. 0 is a layer that nothing changes; 1 a rectified one in which no unit is ever active for the
	 * picture before and after. As the distances are relative to the activations, layers of any size and networks of any
	 * scale compare, over the same values.
	 *
	 * @param layer index of the layer
	 * @return the mean height; that of the one point where there is one value
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

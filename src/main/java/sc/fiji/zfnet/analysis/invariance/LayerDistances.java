package sc.fiji.zfnet.analysis.invariance;

/**
 * Distances of a layer's activations for transformed pictures from those for the untransformed picture. The arrays are
 * shared, not copied.
 */
public final class LayerDistances {

	private final String layer;
	private final double[] distances;
	private final double[] relative;

	/**
	 * @param layer name of the layer
	 * @param distances Euclidean distance over the layer's whole output, one per transformed picture
	 * @param relative the distances divided by their value if no unit were active for both pictures, that is, by the
	 *          square root of the sum of both outputs' squared lengths. 0 if nothing changes or both outputs are
	 *          0; at most 1 for rectified layers and for probabilities, and at most √2 for any layer
	 */
	public LayerDistances(final String layer, final double[] distances, final double[] relative) {
		this.layer = layer;
		this.distances = distances;
		this.relative = relative;
	}

	/** Name of the layer. */
	public String layer() {
		return layer;
	}

	/** Euclidean distance over the layer's whole output, one per transformed picture. */
	public double[] distances() {
		return distances;
	}

	/**
	 * The distances divided by their value if no unit were active for both pictures, that is, by the square root of the
	 * sum of both outputs' squared lengths. 0 if nothing changes or both outputs are 0; at most 1 for rectified layers
	 * and for probabilities, and at most √2 for any layer.
	 */
	public double[] relative() {
		return relative;
	}
}

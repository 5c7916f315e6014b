package sc.fiji.zfnet.network;

/** Weights of one node. The arrays are shared, not copied, as they can be large: treat them as read-only. */
public final class LayerWeights {

	private final float[] kernel;
	private final float[] bias;

	/**
	 * @param kernel values in the order of {@link Layer#kernelDimensions}, last dimension fastest
	 * @param bias one value per map or unit; empty for a layer without biases
	 */
	public LayerWeights(final float[] kernel, final float[] bias) {
		this.kernel = kernel;
		this.bias = bias;
	}

	/** Values of the kernel in the order of {@link Layer#kernelDimensions}, last dimension fastest. */
	public float[] kernel() {
		return kernel;
	}

	/** One value per map or unit; empty for a layer without biases. */
	public float[] bias() {
		return bias;
	}
}

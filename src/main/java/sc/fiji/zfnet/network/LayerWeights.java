package sc.fiji.zfnet.network;

/**
 * Weights of one node. The arrays are shared, not copied, as they can be large: treat them as read-only.
 *
 * @param kernel in the order of {@link Layer#kernelDimensions}, last dimension fastest
 * @param bias one a map or unit; empty for a layer without biases
 */
public record LayerWeights(float[] kernel, float[] bias) {}

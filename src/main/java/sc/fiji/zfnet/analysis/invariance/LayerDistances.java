package sc.fiji.zfnet.analysis.invariance;

/**
 * How far a layer's activations of transformed pictures lie from those of the untransformed one. The arrays are shared,
 * not copied.
 *
 * @param layer name of the layer
 * @param distances Euclidean distance over the layer's whole output, one a transformed picture
 * @param relative the distances by what they would be if no unit were active for both pictures: the square root of the
 *          sum of both outputs' squared lengths. 0 where nothing changes; at most 1 for rectified layers and for
 *          probabilities, and at most √2 for any layer; 0 where both outputs are 0
 */
public record LayerDistances(String layer, double[] distances, double[] relative) {}

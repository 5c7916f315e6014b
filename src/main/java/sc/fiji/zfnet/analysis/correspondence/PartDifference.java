package sc.fiji.zfnet.analysis.correspondence;

/**
 * How differently a layer changes from picture to picture when the same part is hidden: Δ in Table 1 of the paper. The
 * lower, the more the network treats the part as the same thing everywhere.
 *
 * @param part name of the part; {@link CorrespondenceExperiment#RANDOM} for random occluders
 * @param layer name of the layer
 * @param mean Δ: mean of the normalised Hamming distance over the pairs
 * @param standardError standard deviation of the distance over the pairs (with one less than their number as divisor) by
 *          the square root of their number
 * @param pairs number of ordered pairs of different pictures; for random occluders, of all of them together
 */
public record PartDifference(String part, String layer, double mean, double standardError, long pairs) {}

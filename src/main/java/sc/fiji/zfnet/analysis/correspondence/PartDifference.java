package sc.fiji.zfnet.analysis.correspondence;

/**
 * How much the effect of covering the same part on a layer differs between pictures: Δ in Table 1 of the paper. The lower
 * Δ, the more consistently the network treats the part.
 *
 * @param part name of the part; {@link CorrespondenceExperiment#RANDOM} for random occluders
 * @param layer name of the layer
 * @param mean Δ: mean of the normalised Hamming distance over the pairs
 * @param standardError sample standard deviation of the distance over the pairs, divided by the square root of their
 *           number
 * @param pairs number of ordered pairs of different pictures; for random occluders, of all of them together
 */
public record PartDifference(String part, String layer, double mean, double standardError, long pairs) {}

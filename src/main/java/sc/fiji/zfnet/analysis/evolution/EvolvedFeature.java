package sc.fiji.zfnet.analysis.evolution;

import sc.fiji.zfnet.analysis.activations.TopProjection;

/**
 * The picture to which a feature map responded most at a checkpoint.
 *
 * @param epoch epoch of the checkpoint
 * @param projection the map's strongest unit over the pictures, projected back to its picture
 */
public record EvolvedFeature(int epoch, TopProjection projection) {}

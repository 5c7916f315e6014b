package sc.fiji.zfnet.analysis.evolution;

import sc.fiji.zfnet.analysis.activations.TopProjection;

/**
 * What a feature map responded to most at a checkpoint.
 *
 * @param epoch epoch of the checkpoint
 * @param projection the map's strongest unit over the pictures, projected down to its picture
 */
public record EvolvedFeature(int epoch, TopProjection projection) {}

package sc.fiji.zfnet.analysis;

/**
 * What a feature map responded to most at a checkpoint.
 *
 * @param epoch epoch of the checkpoint
 * @param projection the map's strongest unit over the pictures, projected down to its picture
 */
public record EvolvedFeature(int epoch, TopProjection projection) {}

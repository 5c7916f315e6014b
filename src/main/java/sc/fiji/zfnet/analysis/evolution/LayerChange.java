package sc.fiji.zfnet.analysis.evolution;

/**
 * How much a layer changed from one checkpoint to the next.
 *
 * @param layer name of the convolutional or fully connected layer
 * @param fromEpoch epoch of the earlier checkpoint
 * @param toEpoch epoch of the later checkpoint
 * @param weightChange ‖w′ − w‖ / ‖w‖ with Euclidean norms, where w are all weights of the layer, without biases, at the
 *           earlier checkpoint and w′ those at the later one; NaN if w is 0
 * @param topPictureChange fraction, from 0 to 1, of the layer's maps (of its rectified output, if there is one) whose
 *           strongest picture changed at the later checkpoint. A map that no picture activates, so that its greatest
 *           activation is 0, has no strongest picture: it counts as changed if this is the case at one of the two
 *           checkpoints, and is left out if at both. NaN if no map is left, or there are fewer than two pictures
 */
public record LayerChange(String layer, int fromEpoch, int toEpoch, double weightChange, double topPictureChange) {}

package sc.fiji.zfnet.analysis.evolution;

/**
 * How far a layer changed from a checkpoint to the next.
 *
 * @param layer name of the convolution or full connection
 * @param fromEpoch epoch of the earlier checkpoint
 * @param toEpoch epoch of the later checkpoint
 * @param weightChange ‖w′ − w‖ / ‖w‖, with w all of the layer's weights at the earlier checkpoint, w′ those at the later one,
 *          and Euclidean norms; biases are not among them; NaN where w is 0
 * @param topPictureChange of the layer's maps (its rectified output's, where it is rectified), the share whose strongest
 *          picture is another one at the later checkpoint, 0 to 1; a map that no picture excites, its greatest activation
 *          being 0, has none, so that it counts as changed where that holds at one of the two checkpoints and is left out
 *          where it holds at both; NaN where none is left, or there are fewer than two pictures
 */
public record LayerChange(String layer, int fromEpoch, int toEpoch, double weightChange, double topPictureChange) {}

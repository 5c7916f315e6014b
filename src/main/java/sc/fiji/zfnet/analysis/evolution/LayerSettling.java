package sc.fiji.zfnet.analysis.evolution;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * When a layer changed, in one number: the mean of the epochs halfway between one checkpoint and the next, each weighted by
 * how far the layer changed between the two. The earlier a layer settles, the smaller it is; it can be compared between
 * layers, as all share their checkpoints, but not between models of other checkpoints.
 *
 * @param layer name of the convolution or full connection
 * @param weights the mean epoch of {@link LayerChange#weightChange}; NaN where there was no change
 * @param topPictures the mean epoch of {@link LayerChange#topPictureChange}; NaN where there was no change
 */
public record LayerSettling(String layer, double weights, double topPictures) {

	/** Of a layer's changes. */
	static LayerSettling of(final String layer, final List<LayerChange> changes) {
		return new LayerSettling(layer, meanEpoch(changes, LayerChange::weightChange), meanEpoch(changes,
			LayerChange::topPictureChange));
	}

	private static double meanEpoch(final List<LayerChange> changes, final ToDoubleFunction<LayerChange> size) {
		double sum = 0;
		double total = 0;
		for (final LayerChange change : changes) {
			final double weight = size.applyAsDouble(change);
			if (Double.isNaN(weight)) continue;
			sum += weight * (change.fromEpoch() + change.toEpoch()) / 2;
			total += weight;
		}
		return total > 0 ? sum / total : Double.NaN;
	}
}

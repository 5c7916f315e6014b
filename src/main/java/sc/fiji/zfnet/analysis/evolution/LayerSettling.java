package sc.fiji.zfnet.analysis.evolution;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The mean epoch of a layer's changes: the mean of the midpoints between successive checkpoints, weighted by how much the
 * layer changed between them. The earlier a layer converges, the smaller it is. It can be compared between layers, which
 * share their checkpoints, but not between models with different checkpoints.
 *
 * @param layer name of the convolutional or fully connected layer
 * @param weights the mean epoch of {@link LayerChange#weightChange}; NaN if there was no change
 * @param topPictures the mean epoch of {@link LayerChange#topPictureChange}; NaN if there was no change
 */
public record LayerSettling(String layer, double weights, double topPictures) {

	/** Computes it from a layer's changes. */
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

package sc.fiji.zfnet.analysis.evolution;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.activations.RankedUnit;

/**
 * How feature maps of a layer evolved during training, and how much all layers changed.
 *
 * @param maps the maps of the layer, in the order of the selection
 * @param epochs epochs of the checkpoints examined, ascending; only the last ones if cancelled
 * @param units the strongest unit over the pictures, by checkpoint and map
 * @param changes changes between successive checkpoints, by layer
 * @param pictures number of pictures searched at each checkpoint
 * @param skipped files that could not be read
 */
public record Evolution(List<Integer> maps, List<Integer> epochs, List<EvolvedUnit> units, List<LayerChange> changes,
	int pictures, List<SkippedFile> skipped)
{

	/**
	 * A map's strongest unit over the pictures at a checkpoint.
	 *
	 * @param epoch epoch of the checkpoint
	 * @param unit the unit
	 */
	public record EvolvedUnit(int epoch, RankedUnit unit) {}

	/** Names of the layers that have changes, in the network's order. */
	public List<String> layers() {
		return changes.stream().map(LayerChange::layer).distinct().toList();
	}

	/** The changes of a layer, in the order of epochs. */
	public List<LayerChange> changes(final String layer) {
		return changes.stream().filter(change -> change.layer().equals(layer)).toList();
	}

	/** The mean epochs of each layer's changes, in the network's order. */
	public List<LayerSettling> settling() {
		return layers().stream().map(layer -> LayerSettling.of(layer, changes(layer))).toList();
	}
}

package sc.fiji.zfnet.analysis.evolution;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.activations.RankedUnit;

/**
 * How feature maps of a layer evolved during training, and how far all layers changed.
 *
 * @param maps the maps of the layer, in the order of the selection
 * @param epochs epochs of the checkpoints that were looked at, ascending; the last ones alone when it was cancelled
 * @param units checkpoint by checkpoint, map by map: the strongest unit over the pictures
 * @param changes layer by layer, from checkpoint to checkpoint
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

	/** When each layer changed, in the network's order. */
	public List<LayerSettling> settling() {
		return layers().stream().map(layer -> LayerSettling.of(layer, changes(layer))).toList();
	}
}

package sc.fiji.zfnet.analysis.evolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.analysis.activations.FoundUnits;
import sc.fiji.zfnet.analysis.activations.RankedUnit;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.analysis.activations.TopProjections;
import sc.fiji.zfnet.analysis.evolution.Evolution.EvolvedUnit;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * Follows feature maps through training (Section 4 and Figure 4 of the paper): at each checkpoint of a model, the picture
 * of a data set that activates each map most, and its projection; and how much every layer with weights changed from each
 * checkpoint to the next. Checkpoints are loaded one after the other. The last one comes first, because it determines the
 * strongest maps; each is freed before the next.
 *
 * <pre>
 * Evolution evolution = new EvolutionExperiment(model, EngineOptions.DEFAULT, "relu5").run(files, reader,
 *   MapSelection.parse("strongest 6"), feature -&gt; show(feature), Progress.NONE);
 * </pre>
 */
public final class EvolutionExperiment {

	private final ModelFolder model;
	private final EngineOptions options;
	private final String layer;
	private final List<Integer> epochs;

	/**
	 * @param model a model with checkpoints
	 * @param options device, threads and precision
	 * @param layer name of the layer whose maps are followed
	 * @throws IllegalArgumentException if the model has no checkpoints
	 * @throws IOException when they cannot be listed
	 */
	public EvolutionExperiment(final ModelFolder model, final EngineOptions options, final String layer)
		throws IOException
	{
		this.model = model;
		this.options = options;
		this.layer = layer;
		epochs = List.copyOf(model.checkpoints().keySet());
		if (epochs.isEmpty()) throw new IllegalArgumentException("The model '" + model.name() +
			"' has no checkpoints; a model trained with checkpoints is required");
	}

	/** Epochs of the checkpoints, ascending. */
	public List<Integer> epochs() {
		return epochs;
	}

	/** Results of a checkpoint. */
	private record Checkpoint(int epoch, TrainedNetwork trained, Map<String, List<RankedUnit>> strongest, int pictures,
		List<SkippedFile> skipped)
	{}

	/**
	 * Examines all checkpoints.
	 *
	 * @param files the pictures, in sorted order
	 * @param reader reads a picture
	 * @param maps selected maps of the layer; the strongest are those with the greatest activations at the last checkpoint
	 * @param sink receives the projection of each map at each checkpoint, those of the last checkpoint first; its images are
	 *           valid only during the call
	 * @param progress receives the pictures of each checkpoint; if cancelled, the completed checkpoints are returned
	 * @throws IllegalArgumentException if there is no such layer or map, a checkpoint has other layers than the last one, or
	 *           the run is cancelled before the first checkpoint is complete
	 * @throws IOException if a checkpoint cannot be read, or none of the pictures can
	 */
	public Evolution run(final List<? extends PictureSource> files, final PictureReader reader, final MapSelection maps,
		final Consumer<EvolvedFeature> sink, final Progress progress) throws IOException
	{
		final List<EvolvedUnit> units = new ArrayList<>();
		final Map<String, List<LayerChange>> changes = new LinkedHashMap<>();
		final Set<SkippedFile> skipped = new LinkedHashSet<>();
		final Set<Integer> done = new TreeSet<>();
		List<Integer> chosen = null;
		int pictures = 0;
		Checkpoint later = null;
		for (int i = epochs.size() - 1; i >= 0; i--) {
			final int epoch = epochs.get(i);
			final TrainedNetwork trained = model.loadCheckpoint(epoch);
			if (later != null && !trained.network().equals(later.trained.network())) throw new IllegalArgumentException(
				"The checkpoint of epoch " + epoch + " of the model '" + model.name() + "' has other layers than that of epoch " +
					later.epoch + "; checkpoints of the same network are required");
			try (Classifier classifier = new Classifier(new NetworkSession(trained, options), model.preprocessing(), model
				.labels()))
			{
				final Checkpoint checkpoint = search(epoch, trained, classifier, files, reader, maps, progress);
				if (checkpoint == null) break;
				final List<RankedUnit> ofLayer = checkpoint.strongest.get(layer);
				if (chosen == null) chosen = maps.select(layer, ofLayer.stream().map(RankedUnit::unit).toList()).stream().map(
					UnitActivation::map).toList();
				final List<RankedUnit> followed = chosen.stream().map(ofLayer::get).toList();
				skipped.addAll(checkpoint.skipped);
				skipped.addAll(new TopProjections(classifier).run(followed, reader, projection -> sink.accept(
					new EvolvedFeature(epoch, projection)), progress));
				if (progress.isCancelled()) break;
				units.addAll(0, followed.stream().map(unit -> new EvolvedUnit(epoch, unit)).toList());
				if (later != null) for (final LayerChange change : changes(checkpoint, later))
					changes.computeIfAbsent(change.layer(), name -> new ArrayList<>()).add(0, change);
				pictures = checkpoint.pictures;
				done.add(epoch);
				later = checkpoint;
			}
		}
		if (done.isEmpty()) throw new CancelledException(
			"The evolution was cancelled before the first checkpoint was complete");
		return new Evolution(chosen, List.copyOf(done), units, changes.values().stream().flatMap(List::stream).toList(),
			pictures, List.copyOf(skipped));
	}

	/** The strongest unit of every map of the selected layer and of all layers with weights; null if cancelled. */
	private Checkpoint search(final int epoch, final TrainedNetwork trained, final Classifier classifier,
		final List<? extends PictureSource> files, final PictureReader reader, final MapSelection maps, final Progress progress)
		throws IOException
	{
		final Network network = trained.network();
		final int count = network.node(layer).shape().channels();
		if (!maps.isStrongest()) maps.listed(layer, count); // report an error before the pass rather than after it
		final Set<String> searched = new LinkedHashSet<>(List.of(layer));
		weighted(network).forEach(node -> searched.add(network.rectified(node).name()));
		final FoundUnits found = new TopActivationsSearch(classifier, List.copyOf(searched), 1).run(files, reader,
			MapSelection.parse("all"), progress);
		return found.complete() ? new Checkpoint(epoch, trained, found.units().stream().collect(Collectors.groupingBy(
			RankedUnit::layer)), found.pictures(), found.skipped()) : null;
	}

	private static List<Node> weighted(final Network network) {
		return network.nodes().stream().filter(Node::hasWeights).toList();
	}

	private static List<LayerChange> changes(final Checkpoint earlier, final Checkpoint later) {
		final Network network = earlier.trained.network();
		return weighted(network).stream().map(node -> {
			final String output = network.rectified(node).name();
			return new LayerChange(node.name(), earlier.epoch, later.epoch, relativeChange(earlier.trained.weights().of(node
				.name()).kernel(), later.trained.weights().of(node.name()).kernel()), Math.min(earlier.pictures,
					later.pictures) < 2 ? Double.NaN : changedShare(earlier.strongest.get(output), later.strongest.get(output)));
		}).toList();
	}

	private static double relativeChange(final float[] before, final float[] after) {
		double difference = 0;
		double length = 0;
		for (int i = 0; i < before.length; i++) {
			final double change = (double) after[i] - before[i];
			difference += change * change;
			length += (double) before[i] * before[i];
		}
		return length == 0 ? Double.NaN : Math.sqrt(difference / length);
	}

	private static double changedShare(final List<RankedUnit> before, final List<RankedUnit> after) {
		int changed = 0;
		int counted = 0;
		for (int map = 0; map < before.size(); map++) {
			final boolean excitedBefore = before.get(map).unit().activation() != 0;
			final boolean excitedAfter = after.get(map).unit().activation() != 0;
			if (!excitedBefore && !excitedAfter) continue;
			counted++;
			if (!excitedBefore || !excitedAfter || !before.get(map).picture().equals(after.get(map).picture())) changed++;
		}
		return counted == 0 ? Double.NaN : (double) changed / counted;
	}
}

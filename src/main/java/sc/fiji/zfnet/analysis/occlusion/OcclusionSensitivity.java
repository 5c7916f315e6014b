package sc.fiji.zfnet.analysis.occlusion;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.ClassScore;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.IncrementalSession;

/**
 * Occlusion sensitivity (Section 4.2 and Figure 7 of the paper): an occluder moves over a picture, and at each position
 * the probability of a class, the activation of a feature map and the top-1 class are recorded. The results are exact, but
 * only the values that the occluder can affect are recomputed.
 *
 * <pre>
 * OcclusionMaps maps = new OcclusionSensitivity(classifier, OcclusionGrid.of(classifier.network().inputShape(), 32, 4), Fill.GRAY,
 *   "relu5", OptionalInt.empty(), OptionalInt.empty()).scan(picture, partial -&gt; {}, Progress.NONE);
 * </pre>
 */
public final class OcclusionSensitivity {

	private final Classifier classifier;
	private final OcclusionGrid grid;
	private final Fill fill;
	private final Node layer;
	private final OptionalInt label;
	private final OptionalInt map;

	/**
	 * @param classifier the network
	 * @param grid positions of the occluder
	 * @param fill value of the occluder's pixels
	 * @param layer name of the layer of the feature map
	 * @param label index of the class; empty for the top-1 class without occluder
	 * @param map index of the feature map; empty for the strongest without occluder
	 * @throws IllegalArgumentException when there is no such layer, class or map
	 */
	public OcclusionSensitivity(final Classifier classifier, final OcclusionGrid grid, final Fill fill, final String layer,
		final OptionalInt label, final OptionalInt map)
	{
		this.classifier = classifier;
		this.grid = grid;
		this.fill = fill;
		this.layer = classifier.network().node(layer);
		this.label = label;
		this.map = map;
		check("class", label, classifier.network().classes(), "the network");
		check("map", map, this.layer.shape().channels(), "layer '" + layer + "'");
	}

	private static void check(final String what, final OptionalInt index, final int count, final String where) {
		if (index.isPresent() && (index.getAsInt() < 0 || index.getAsInt() >= count)) throw new IllegalArgumentException(
			"There is no " + what + " " + index.getAsInt() + " in " + where + "; 0 to " + (count - 1) + " are accepted");
	}

	/**
	 * Scans a picture, coarse positions first.
	 *
	 * @param picture x, y, channel in the picture's order and units, of the input's size
	 * @param listener receives the incomplete maps after each run
	 * @param progress receives each run; if cancelled, the maps so far are returned
	 */
	public OcclusionMaps scan(final RandomAccessibleInterval<FloatType> picture, final Consumer<OcclusionMaps> listener,
		final Progress progress)
	{
		final Batch input = classifier.input(picture);
		final List<Integer> order = grid.coarseToFine();
		final List<Region> covers = IntStream.range(0, grid.positions()).mapToObj(grid::cover).toList();
		try (IncrementalSession session = new IncrementalSession(classifier.session(), input, layer.name(), covers)) {
			OcclusionMaps maps = clean(session);
			final float[] colour = fill.preprocessed(classifier.preprocessing());
			int first = 0;
			while (first < order.size() && !progress.isCancelled()) {
				final int count = first == 0 ? Math.min(grid.firstLook(), session.changesPerRun()) : session.changesPerRun();
				final List<Integer> run = order.subList(first, Math.min(first + count, order.size()));
				maps = maps.with(answers(run, maps, session.run(run.stream().map(covers::get).toList(), colour)));
				first += run.size();
				progress.steps(first, order.size());
				listener.accept(maps);
			}
			return maps;
		}
	}

	private OcclusionMaps clean(final IncrementalSession session) {
		final float[] probabilities = classifier.probabilitiesOf(session.cleanOutput())[0];
		final int best = best(probabilities);
		final int shown = label.orElse(best);
		final Batch activations = session.cleanActivation();
		final int chosen = map.orElseGet(() -> StrongestUnits.strongest(StrongestUnits.of(activations, 0), 1).get(0).map());
		return new OcclusionMaps(grid, new ClassScore(shown, classifier.labels().name(shown), probabilities[shown]), best, layer
			.name(), chosen, sum(activations, chosen));
	}

	private static float sum(final Batch activations, final int map) {
		double sum = 0;
		for (int i = map; i < activations.values().length; i += activations.shape().channels())
			sum += activations.values()[i];
		return (float) sum;
	}

	private List<OcclusionMaps.Answer> answers(final List<Integer> positions, final OcclusionMaps maps,
		final IncrementalSession.Results results)
	{
		final float[][] probabilities = classifier.probabilitiesOf(results.outputs());
		final List<OcclusionMaps.Answer> answers = new ArrayList<>();
		for (int i = 0; i < probabilities.length; i++)
			answers.add(new OcclusionMaps.Answer(positions.get(i), probabilities[i][maps.unoccluded().index()], best(
				probabilities[i]), results.sums().get(i, 0, 0, maps.map())));
		return answers;
	}

	/** The most probable class, a tie to the lower index. */
	private static int best(final float[] probabilities) {
		int best = 0;
		for (int c = 1; c < probabilities.length; c++)
			if (probabilities[c] > probabilities[best]) best = c;
		return best;
	}
}

package sc.fiji.zfnet.analysis.occlusion;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.Argmax;
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
 * OcclusionMaps maps = new OcclusionSensitivity(classifier).withOccluder(32, 4).withLayer("relu5").run(picture);
 * </pre>
 */
public final class OcclusionSensitivity {

	private final Classifier classifier;
	private final OcclusionGrid grid;
	private final Fill fill;
	/** Null for the last convolution, which a network need not have. */
	private final Node layer;
	private final OptionalInt label;
	private final OptionalInt map;

	/**
	 * The experiment with its defaults: the {@linkplain OcclusionGrid#of usual grid}, a grey occluder, the top-1 class, and
	 * of the last convolution's rectified output the map with the strongest unit.
	 *
	 * @param classifier the network
	 */
	public OcclusionSensitivity(final Classifier classifier) {
		this(classifier, OcclusionGrid.of(classifier.network().inputShape()), Fill.GRAY, null, OptionalInt.empty(),
			OptionalInt.empty());
	}

	private OcclusionSensitivity(final Classifier classifier, final OcclusionGrid grid, final Fill fill, final Node layer,
		final OptionalInt label, final OptionalInt map)
	{
		this.classifier = classifier;
		this.grid = grid;
		this.fill = fill;
		this.layer = layer;
		this.label = label;
		this.map = map;
	}

	/**
	 * The experiment with another occluder.
	 *
	 * @param size side of the square in input pixels
	 * @param stride input pixels from one position to the next
	 * @throws IllegalArgumentException if the occluder does not fit the input or the stride is not positive
	 */
	public OcclusionSensitivity withOccluder(final int size, final int stride) {
		return withGrid(new OcclusionGrid(grid.input(), size, stride));
	}

	/** The experiment with other positions of the occluder. */
	public OcclusionSensitivity withGrid(final OcclusionGrid value) {
		return new OcclusionSensitivity(classifier, value, fill, layer, label, map);
	}

	/** The experiment with another value of the occluder's pixels. */
	public OcclusionSensitivity withFill(final Fill value) {
		return new OcclusionSensitivity(classifier, grid, value, layer, label, map);
	}

	/**
	 * The experiment with the strongest feature map of a layer.
	 *
	 * @param name name of the layer
	 * @throws IllegalArgumentException when there is no such layer
	 */
	public OcclusionSensitivity withLayer(final String name) {
		return new OcclusionSensitivity(classifier, grid, fill, classifier.network().node(name), label, OptionalInt.empty());
	}

	/**
	 * The experiment with a feature map of the layer; call {@link #withLayer} first.
	 *
	 * @throws IllegalArgumentException when there is no such map in the layer
	 */
	public OcclusionSensitivity withMap(final int index) {
		check("map", index, layer().shape().channels(), "layer '" + layer().name() + "'");
		return new OcclusionSensitivity(classifier, grid, fill, layer, label, OptionalInt.of(index));
	}

	/**
	 * The experiment with the probability of a class.
	 *
	 * @param index index of the class
	 * @throws IllegalArgumentException when there is no such class
	 */
	public OcclusionSensitivity withClass(final int index) {
		check("class", index, classifier.network().classes(), "the network");
		return new OcclusionSensitivity(classifier, grid, fill, layer, OptionalInt.of(index), map);
	}

	/** The positions of the occluder. */
	public OcclusionGrid grid() {
		return grid;
	}

	private Node layer() {
		return layer == null ? classifier.network().lastConvolution() : layer;
	}

	private static void check(final String what, final int index, final int count, final String where) {
		if (index < 0 || index >= count) throw new IllegalArgumentException("There is no " + what + " " + index + " in " +
			where + "; 0 to " + (count - 1) + " are accepted");
	}

	/**
	 * Scans a picture.
	 *
	 * @param picture x, y, channel (red, green, blue) in raw units 0–255, of the input's size
	 */
	public OcclusionMaps run(final RandomAccessibleInterval<FloatType> picture) {
		return run(picture, partial -> {}, Progress.NONE);
	}

	/**
	 * Scans a picture, coarse positions first.
	 *
	 * @param picture x, y, channel in the picture's order and units, of the input's size
	 * @param listener receives the incomplete maps after each run
	 * @param progress receives each run; if cancelled, the maps so far are returned
	 */
	public OcclusionMaps run(final RandomAccessibleInterval<FloatType> picture, final Consumer<OcclusionMaps> listener,
		final Progress progress)
	{
		final Batch input = classifier.input(picture);
		final List<Integer> order = grid.coarseToFine();
		final List<Region> covers = IntStream.range(0, grid.positions()).mapToObj(grid::cover).toList();
		try (IncrementalSession session = new IncrementalSession(classifier.session(), input, layer().name(), covers)) {
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
		final int best = Argmax.of(probabilities);
		final int shown = label.orElse(best);
		final Batch activations = session.cleanActivation();
		final int chosen = map.orElseGet(() -> StrongestUnits.strongest(StrongestUnits.of(activations, 0), 1).get(0).map());
		return new OcclusionMaps(grid, new ClassScore(shown, classifier.labels().name(shown), probabilities[shown]), best, layer()
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
			answers.add(new OcclusionMaps.Answer(positions.get(i), probabilities[i][maps.unoccluded().index()], Argmax.of(
				probabilities[i]), results.sums().get(i, 0, 0, maps.map())));
		return answers;
	}
}

package sc.fiji.zfnet.analysis.occlusion;

import java.util.Arrays;
import java.util.BitSet;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.ClassScore;

/**
 * The response of a network to a picture with an occluder at each position of a grid (Figure 7 of the paper). Maps are x,
 * y with one pixel per position; positions that are not computed are NaN. Immutable.
 */
public final class OcclusionMaps {

	private final OcclusionGrid grid;
	private final ClassScore unoccluded;
	private final int best;
	private final String layer;
	private final int map;
	private final float unoccludedActivation;
	private final float[] probabilities;
	private final float[] activations;
	private final float[] classes;
	private final BitSet computed;

	/**
	 * The maps before anything is computed.
	 *
	 * @param grid positions of the occluder
	 * @param unoccluded the class whose probability is mapped, with its probability for the picture without occluder
	 * @param best the top-1 class of that picture
	 * @param layer name of the layer of the feature map
	 * @param map index of the feature map whose activation is mapped
	 * @param unoccludedActivation sum of that map for the picture without occluder
	 */
	OcclusionMaps(final OcclusionGrid grid, final ClassScore unoccluded, final int best, final String layer, final int map,
		final float unoccludedActivation)
	{
		this(grid, unoccluded, best, layer, map, unoccludedActivation, unknown(grid), unknown(grid), unknown(grid), new BitSet());
	}

	private OcclusionMaps(final OcclusionGrid grid, final ClassScore unoccluded, final int best, final String layer, final int map,
		final float unoccludedActivation, final float[] probabilities, final float[] activations, final float[] classes,
		final BitSet computed)
	{
		this.grid = grid;
		this.unoccluded = unoccluded;
		this.best = best;
		this.layer = layer;
		this.map = map;
		this.unoccludedActivation = unoccludedActivation;
		this.probabilities = probabilities;
		this.activations = activations;
		this.classes = classes;
		this.computed = computed;
	}

	private static float[] unknown(final OcclusionGrid grid) {
		final float[] values = new float[grid.positions()];
		Arrays.fill(values, Float.NaN);
		return values;
	}

	/** The result at one position. */
	record Answer(int position, float probability, int best, float activation) {}

	/** These maps with more positions. */
	OcclusionMaps with(final Iterable<Answer> answers) {
		final OcclusionMaps more = new OcclusionMaps(grid, unoccluded, best, layer, map, unoccludedActivation, probabilities.clone(),
			activations.clone(), classes.clone(), (BitSet) computed.clone());
		for (final Answer answer : answers) {
			more.probabilities[answer.position] = answer.probability;
			more.activations[answer.position] = answer.activation;
			more.classes[answer.position] = answer.best;
			more.computed.set(answer.position);
		}
		return more;
	}

	/**
	 * These maps with missing positions filled from the nearest computed coarser position above and to the left, for display
	 * during a scan; all positions then count as computed.
	 */
	public OcclusionMaps filled() {
		final OcclusionMaps filled = with(java.util.List.of());
		for (int position = 0; position < grid.positions(); position++) {
			final int source = source(position);
			if (source < 0) continue;
			filled.probabilities[position] = probabilities[source];
			filled.activations[position] = activations[source];
			filled.classes[position] = classes[source];
			filled.computed.set(position);
		}
		return filled;
	}

	private int source(final int position) {
		final int columns = grid.columns();
		for (int step = 1; step <= grid.firstStep(); step *= 2) {
			final int row = position / columns / step * step;
			final int column = position % columns / step * step;
			if (computed.get(row * columns + column)) return row * columns + column;
		}
		return -1;
	}

	/** Positions of the occluder. */
	public OcclusionGrid grid() {
		return grid;
	}

	/** The class whose probability is mapped, with its probability in the picture without occluder. */
	public ClassScore unoccluded() {
		return unoccluded;
	}

	/** The top-1 class of the picture without occluder. */
	public int unoccludedClass() {
		return best;
	}

	/** Name of the layer of the feature map. */
	public String layer() {
		return layer;
	}

	/** Index of the feature map whose activation is mapped. */
	public int map() {
		return map;
	}

	/** Sum of that map for the picture without occluder. */
	public float unoccludedActivation() {
		return unoccludedActivation;
	}

	/** Whether a position is computed. */
	public boolean isComputed(final int position) {
		return computed.get(position);
	}

	/** Number of positions computed. */
	public int computed() {
		return computed.cardinality();
	}

	/** Whether all positions are computed; otherwise the scan was cancelled. */
	public boolean isComplete() {
		return computed() == grid.positions();
	}

	/** Probability of the class at each position. */
	public Img<FloatType> probability() {
		return image(probabilities);
	}

	/** Sum over the feature map at each position. */
	public Img<FloatType> activation() {
		return image(activations);
	}

	/** Index of the most probable class at each position. */
	public Img<FloatType> mostProbable() {
		return image(classes);
	}

	/** Probability of the class at a position; NaN where it is not computed. */
	public float probability(final int position) {
		return probabilities[position];
	}

	/** Sum over the feature map at a position; NaN where it is not computed. */
	public float activation(final int position) {
		return activations[position];
	}

	/**
	 * Index of the most probable class at a position.
	 *
	 * @throws IllegalArgumentException when it is not computed
	 */
	public int mostProbable(final int position) {
		if (!computed.get(position)) throw new IllegalArgumentException("Position " + position + " is not computed; of " + grid
			.positions() + " positions " + computed() + " are");
		return (int) classes[position];
	}

	private Img<FloatType> image(final float[] values) {
		return ArrayImgs.floats(values.clone(), grid.columns(), grid.rows());
	}
}

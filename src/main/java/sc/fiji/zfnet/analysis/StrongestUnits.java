package sc.fiji.zfnet.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/** Finds the strongest unit of each feature map: the one with the greatest activation, the first in row order on a tie. */
public final class StrongestUnits {

	private StrongestUnits() {}

	/**
	 * The strongest unit of every map.
	 *
	 * @param activations activations of a layer
	 * @param picture index of the picture in the batch
	 * @return one unit per map, by map index
	 */
	public static List<UnitActivation> of(final Batch activations, final int picture) {
		final int maps = activations.shape().channels();
		return IntStream.range(0, maps).mapToObj(map -> of(activations, picture, map)).toList();
	}

	/**
	 * The strongest unit of one map. NaN values are ignored; if all are NaN, it is the first unit.
	 *
	 * @param activations activations of a layer
	 * @param picture index of the picture in the batch
	 * @param map index of the map
	 */
	public static UnitActivation of(final Batch activations, final int picture, final int map) {
		final Shape shape = activations.shape();
		int best = 0;
		float greatest = Float.NaN;
		for (int position = 0; position < shape.positions(); position++) {
			final float value = activations.get(picture, position / shape.width(), position % shape.width(), map);
			if (value > greatest || Float.isNaN(greatest) && !Float.isNaN(value)) {
				best = position;
				greatest = value;
			}
		}
		return new UnitActivation(map, best % shape.width(), best / shape.width(), greatest);
	}

	/**
	 * The strongest maps: by the activation of their strongest unit, lower index first on a tie.
	 *
	 * @param units the strongest unit of every map
	 * @param count maximum number
	 */
	public static List<UnitActivation> strongest(final List<UnitActivation> units, final int count) {
		final List<UnitActivation> sorted = new ArrayList<>(units);
		sorted.sort(Comparator.comparing(UnitActivation::activation, StrongestUnits::descending).thenComparing(
			UnitActivation::map));
		return List.copyOf(sorted.subList(0, Math.min(count, sorted.size())));
	}

	/** Descending order, with NaN last; 0 and −0 are equal, unlike in {@link Float#compare}. */
	private static int descending(final float a, final float b) {
		if (Float.isNaN(a) || Float.isNaN(b)) return Boolean.compare(Float.isNaN(a), Float.isNaN(b));
		return a > b ? -1 : a < b ? 1 : 0;
	}
}

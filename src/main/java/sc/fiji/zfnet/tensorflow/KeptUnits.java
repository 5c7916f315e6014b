package sc.fiji.zfnet.tensorflow;

import java.util.List;

import sc.fiji.zfnet.network.Shape;

/** The units that projections start from, as index arrays for TensorFlow. */
final class KeptUnits {

	private final int[] pictures;
	private final int[] sources;
	private final int[] targets;

	/**
	 * @param pictures index of each projection's picture
	 * @param sources for each unit: picture, row, column, map of its activation
	 * @param targets for each unit: projection, row, column, map where it is kept
	 */
	KeptUnits(final int[] pictures, final int[] sources, final int[] targets) {
		this.pictures = pictures;
		this.sources = sources;
		this.targets = targets;
	}

	/** Index of each projection's picture. */
	int[] pictures() {
		return pictures;
	}

	/** For each unit: picture, row, column, map of its activation. */
	int[] sources() {
		return sources;
	}

	/** For each unit: projection, row, column, map where it is kept. */
	int[] targets() {
		return targets;
	}

	static KeptUnits of(final List<List<Unit>> projections, final Shape layer, final int pictureCount) {
		final int units = projections.stream().mapToInt(List::size).sum();
		final int[] pictures = new int[projections.size()];
		final int[] sources = new int[units * 4];
		final int[] targets = new int[units * 4];
		int next = 0;
		for (int p = 0; p < pictures.length; p++) {
			final List<Unit> kept = projections.get(p);
			if (kept.isEmpty()) throw new IllegalArgumentException("Projection " + p + " has no unit; at least one is needed");
			pictures[p] = kept.get(0).picture();
			for (final Unit unit : kept) {
				check(unit, layer, pictureCount);
				if (unit.picture() != pictures[p]) throw new IllegalArgumentException("Projection " + p +
					" has units of pictures " + pictures[p] + " and " + unit.picture() + "; units of one picture are accepted");
				put(sources, next, unit.picture(), unit);
				put(targets, next, p, unit);
				next += 4;
			}
		}
		return new KeptUnits(pictures, sources, targets);
	}

	private static void put(final int[] indices, final int at, final int first, final Unit unit) {
		indices[at] = first;
		indices[at + 1] = unit.y();
		indices[at + 2] = unit.x();
		indices[at + 3] = unit.map();
	}

	private static void check(final Unit unit, final Shape layer, final int pictures) {
		check("picture", unit.picture(), pictures);
		check("map", unit.map(), layer.channels());
		check("row", unit.y(), layer.height());
		check("column", unit.x(), layer.width());
	}

	private static void check(final String what, final int index, final int count) {
		if (index < 0 || index >= count) throw new IllegalArgumentException("There is no " + what + " " + index +
			"; 0 to " + (count - 1) + " are accepted");
	}
}

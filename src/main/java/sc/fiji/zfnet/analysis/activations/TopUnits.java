package sc.fiji.zfnet.analysis.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.tensorflow.MapMaxima;

/**
 * Keeps the strongest units of every map of a layer over a sequence of pictures, at most one per picture. Memory use
 * depends only on the number of units kept. Ties go to the earlier picture.
 */
final class TopUnits {

	private final String layer;
	private final int top;
	private final List<List<RankedUnit>> maps;

	TopUnits(final String layer, final int maps, final int top) {
		this.layer = layer;
		this.top = top;
		this.maps = IntStream.range(0, maps).mapToObj(map -> (List<RankedUnit>) new ArrayList<RankedUnit>()).toList();
	}

	/** Adds a picture. */
	void add(final PictureSource file, final MapMaxima maxima, final int picture) {
		for (int map = 0; map < maps.size(); map++) {
			final float activation = maxima.activation(picture, map);
			final List<RankedUnit> kept = maps.get(map);
			int at = kept.size();
			while (at > 0 && isStronger(activation, kept.get(at - 1).unit().activation()))
				at--;
			if (at == top) continue;
			if (kept.size() == top) kept.remove(top - 1);
			kept.add(at, new RankedUnit(layer, 0, file, new UnitActivation(map, maxima.x(picture, map), maxima.y(picture, map),
				activation)));
		}
	}

	private static boolean isStronger(final float a, final float b) {
		return a > b || Float.isNaN(b) && !Float.isNaN(a);
	}

	/**
	 * The units of the selected maps, by map, strongest first; the strongest maps are those with the greatest activations,
	 * lower index first on a tie.
	 */
	List<RankedUnit> ranked(final MapSelection selection) {
		final List<UnitActivation> strongest = maps.stream().filter(kept -> !kept.isEmpty()).map(kept -> kept.get(0).unit())
			.toList();
		final List<RankedUnit> ranked = new ArrayList<>();
		for (final UnitActivation first : selection.select(layer, strongest)) {
			final List<RankedUnit> kept = maps.get(first.map());
			for (int i = 0; i < kept.size(); i++)
				ranked.add(new RankedUnit(layer, i + 1, kept.get(i).picture(), kept.get(i).unit()));
		}
		return ranked;
	}
}

package sc.fiji.zfnet.figure.occlusion;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;

/** The classes in class maps, by frequency. */
final class FrequentClasses {

	private FrequentClasses() {}

	/** Class indices, most frequent first, lower index first on a tie. */
	static List<Integer> of(final List<OcclusionMaps> maps) {
		final Map<Integer, Integer> counts = new TreeMap<>();
		for (final OcclusionMaps each : maps)
			for (int position = 0; position < each.grid().positions(); position++)
				if (each.isComputed(position)) counts.merge(each.mostProbable(position), 1, Integer::sum);
		return counts.entrySet().stream().sorted(Comparator.comparing((final Map.Entry<Integer, Integer> entry) -> -entry
			.getValue())).map(Map.Entry::getKey).toList();
	}
}

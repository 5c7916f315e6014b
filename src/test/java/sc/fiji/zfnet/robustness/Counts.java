package sc.fiji.zfnet.robustness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of all trials, by their kind. */
final class Counts {

	/** What may come of a trial. The first two (refused: in one sentence) are as it should be, the last four are defects. */
	enum Result {
		REFUSED, RIGHT, WRONG, LOST, CRASHED, HUNG
	}

	private final Map<String, Map<Result, Integer>> counts = new LinkedHashMap<>();
	private final List<String> defects = new ArrayList<>();
	private final List<String> skipped = new ArrayList<>();

	/** Notes a trial, and says at once what was not as it should be. */
	void add(final String kind, final Result result, final String what) {
		counts.computeIfAbsent(kind, key -> new EnumMap<>(Result.class)).merge(result, 1, Integer::sum);
		if (result.ordinal() < Result.WRONG.ordinal()) return;
		defects.add(kind + ", " + result.name().toLowerCase(Locale.ROOT) + ": " + what);
		System.out.println("DEFECT " + defects.get(defects.size() - 1));
	}

	/** Notes a kind that cannot be tried here. */
	void skip(final String kind, final String reason) {
		skipped.add("Skipped: " + kind + ", " + reason);
	}

	int defects() {
		return defects.size();
	}

	/** One row per kind. */
	@Override
	public String toString() {
		final StringBuilder table = new StringBuilder("| kind | tried | refused | right | wrong | lost | crashed | hung |\n" +
			"|---|---|---|---|---|---|---|---|\n");
		counts.forEach((kind, results) -> {
			table.append("| ").append(kind).append(" | ").append(results.values().stream().mapToInt(Integer::intValue).sum());
			for (final Result result : Result.values())
				table.append(" | ").append(results.getOrDefault(result, 0));
			table.append(" |\n");
		});
		skipped.forEach(line -> table.append(line).append('\n'));
		defects.forEach(line -> table.append(line).append('\n'));
		return table.toString();
	}
}

package sc.fiji.zfnet.analysis.ablation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.progress.PartOfProgress;
import sc.fiji.zfnet.progress.Progress;

/** The progress of the training runs of a comparison, weighted by their cost. */
final class ComparisonState {

	private final List<VariantRun> runs;

	/**
	 * @param runs all training runs, in the order in which they are reported
	 */
	ComparisonState(final List<VariantRun> runs) {
		this.runs = runs;
	}

	/** The variants with a completed training run, in order. */
	List<VariantSummary> summaries() {
		final Map<String, List<VariantRun>> complete = new LinkedHashMap<>();
		for (final VariantRun run : runs)
			if (run.result() != null) complete.computeIfAbsent(run.variant().title(), title -> new ArrayList<>()).add(
				run);
		return complete.values().stream().map(same -> new VariantSummary(same.get(0).variant(), same.get(0).network()
			.parameters(), same.get(0).network().multiplyAdds(), same.stream().map(VariantRun::result).toList())).toList();
	}

	/** Estimated remaining time, extrapolated from the completed training runs in proportion to cost. */
	double secondsLeft() {
		double seconds = 0;
		double done = 0;
		double left = 0;
		for (final VariantRun run : runs) {
			if (run.result() == null) left += run.cost();
			else if (run.result().failure().isEmpty()) {
				done += run.cost();
				seconds += run.result().seconds();
			}
		}
		return left == 0 ? 0 : seconds * left / done;
	}

	/** Progress of reading pictures, which does not change the overall fraction. */
	Progress reading(final Progress whole) {
		return new PartOfProgress(whole, "", share(), share());
	}

	/** Progress of one training run as part of the whole. */
	Progress training(final VariantRun run, final Progress whole) {
		final String what = run.variant().title() + ", seed " + run.seed() + " (training " + (runs.indexOf(run) + 1) + " of " +
			runs.size() + "): ";
		return new PartOfProgress(whole, what, share(), share() + run.cost() / total());
	}

	private double share() {
		return runs.stream().filter(run -> run.result() != null).mapToDouble(VariantRun::cost).sum() / total();
	}

	private double total() {
		return runs.stream().mapToDouble(VariantRun::cost).sum();
	}
}

package sc.fiji.zfnet.analysis.ablation;

import java.io.IOException;
import java.util.List;

/** Receives every completed training run of a comparison, including those found complete. */
@FunctionalInterface
public interface ComparisonListener {

	/**
	 * Called when a training run is complete.
	 *
	 * @param result its result
	 * @param isNew whether it was trained or resumed now
	 * @param all all variants so far, in the given order
	 * @param secondsLeft estimated time for the remaining training runs
	 * @throws IOException if the results so far cannot be written
	 */
	void complete(VariantResult result, boolean isNew, List<VariantSummary> all, double secondsLeft) throws IOException;
}

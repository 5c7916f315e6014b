package sc.fiji.zfnet.analysis.ablation;

import java.io.IOException;
import java.util.List;

/** Learns of every training of a comparison that is complete, those found complete included. */
@FunctionalInterface
public interface ComparisonListener {

	/**
	 * A training is complete.
	 *
	 * @param result what it gave
	 * @param isNew whether it was trained, or resumed, now
	 * @param all all variants so far, in the order in which they were given
	 * @param secondsLeft estimate for all that is left to train
	 * @throws IOException when what is so far cannot be written down
	 */
	void complete(VariantResult result, boolean isNew, List<VariantSummary> all, double secondsLeft) throws IOException;
}

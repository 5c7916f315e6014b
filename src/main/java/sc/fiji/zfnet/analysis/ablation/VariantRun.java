package sc.fiji.zfnet.analysis.ablation;

import java.util.List;

import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.training.Epoch;

/** One training run of a comparison, with a variant and a seed, and its result once complete. */
final class VariantRun {

	private final ArchitectureVariant variant;
	private final long seed;
	private final Network network;
	private final RunFolder folder;
	private VariantResult result;

	/**
	 * @param variant the variant
	 * @param seed seed of the training run
	 * @param classes number of classes of the pictures
	 * @param folder folder of the run
	 */
	VariantRun(final ArchitectureVariant variant, final long seed, final int classes, final RunFolder folder) {
		this.variant = variant;
		this.seed = seed;
		this.folder = folder;
		network = variant.build(classes);
	}

	ArchitectureVariant variant() {
		return variant;
	}

	long seed() {
		return seed;
	}

	Network network() {
		return network;
	}

	RunFolder folder() {
		return folder;
	}

	/** Its relative duration. */
	double cost() {
		return network.multiplyAdds();
	}

	/** The result; null until the run is complete. */
	VariantResult result() {
		return result;
	}

	void complete(final VariantResult found) {
		result = found;
	}

	/** Completes the run with these accuracies. */
	void complete(final List<Epoch> history, final double trainTop1, final double validationTop1,
		final double validationTop5)
	{
		complete(history, trainTop1, validationTop1, validationTop5, "");
	}

	/** Abandons the run, without accuracies. */
	void fail(final List<Epoch> history, final String reason) {
		complete(history, Double.NaN, Double.NaN, Double.NaN, reason);
	}

	private void complete(final List<Epoch> history, final double trainTop1, final double validationTop1,
		final double validationTop5, final String failure)
	{
		result = new VariantResult(variant, seed, history.size(), history.stream().mapToDouble(Epoch::seconds).sum(), trainTop1,
			validationTop1, validationTop5, failure);
	}
}

package sc.fiji.zfnet.analysis.ablation;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

import sc.fiji.zfnet.network.ArchitectureVariant;

/**
 * A variant over its seeds: a row of Table 3 of the paper.
 *
 * @param variant the variant
 * @param parameters weights and biases
 * @param multiplyAdds multiplications, each with its addition, that one picture takes
 * @param results of the seeds that were trained; one or more
 */
public record VariantSummary(ArchitectureVariant variant, long parameters, long multiplyAdds,
	List<VariantResult> results)
{

	/** Keeps an immutable copy. */
	public VariantSummary {
		results = List.copyOf(results);
	}

	/** Mean over the seeds; NaN if one of them is. */
	public double mean(final ToDoubleFunction<VariantResult> value) {
		return statistics(value).getMean();
	}

	/** Standard deviation over the seeds, of the population they are drawn from; NaN for a single seed. */
	public double deviation(final ToDoubleFunction<VariantResult> value) {
		return results.size() < 2 ? Double.NaN : statistics(value).getStandardDeviation();
	}

	/** Number of seeds whose training was given up. */
	public long failures() {
		return results.stream().filter(result -> !result.failure().isEmpty()).count();
	}

	private SummaryStatistics statistics(final ToDoubleFunction<VariantResult> value) {
		final SummaryStatistics statistics = new SummaryStatistics();
		results.forEach(result -> statistics.addValue(value.applyAsDouble(result)));
		return statistics;
	}
}

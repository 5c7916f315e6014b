package sc.fiji.zfnet.analysis.ablation;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

import sc.fiji.zfnet.network.ArchitectureVariant;

/**
 * A variant over its seeds: a row of Table 3 of the paper.
 *
 * @param variant the variant
 * @param parameters number of weights and biases
 * @param multiplyAdds number of multiply-adds per picture
 * @param results results by seed; one or more
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

	/** Sample standard deviation over the seeds; NaN for a single seed. */
	public double deviation(final ToDoubleFunction<VariantResult> value) {
		return results.size() < 2 ? Double.NaN : statistics(value).getStandardDeviation();
	}

	/** Number of seeds whose training was abandoned. */
	public long failures() {
		return results.stream().filter(result -> !result.failure().isEmpty()).count();
	}

	private SummaryStatistics statistics(final ToDoubleFunction<VariantResult> value) {
		final SummaryStatistics statistics = new SummaryStatistics();
		results.forEach(result -> statistics.addValue(value.applyAsDouble(result)));
		return statistics;
	}
}

package sc.fiji.zfnet.analysis.ablation;

import sc.fiji.zfnet.network.ArchitectureVariant;

/**
 * The result of one training run of a variant. Accuracies are fractions from 0 to 1 at the end of training; NaN if the
 * loss did not stay finite.
 *
 * @param variant the variant
 * @param seed seed of the training run
 * @param epochs number of complete epochs
 * @param seconds their duration, including validation
 * @param trainTop1 accuracy on the unaltered training pictures: centre crops, without dropout
 * @param validationTop1 accuracy on the validation pictures
 * @param validationTop5 fraction of the validation pictures whose class was among the top five
 * @param failure why training was abandoned; empty if it was not
 */
public record VariantResult(ArchitectureVariant variant, long seed, int epochs, double seconds, double trainTop1,
	double validationTop1, double validationTop5, String failure)
{}

package sc.fiji.zfnet.analysis.ablation;

import sc.fiji.zfnet.network.ArchitectureVariant;

/**
 * What one training of a variant gave. Accuracies are shares from 0 to 1, at the end of the training; NaN where the loss
 * did not stay finite.
 *
 * @param variant the variant
 * @param seed seed of the training
 * @param epochs complete epochs
 * @param seconds time that they took, validation included
 * @param trainTop1 accuracy on the training pictures as they are: their centres, without dropout
 * @param validationTop1 accuracy on the validation pictures
 * @param validationTop5 share of the validation pictures whose class was among the five best
 * @param failure why the training was given up; empty if it was not
 */
public record VariantResult(ArchitectureVariant variant, long seed, int epochs, double seconds, double trainTop1,
	double validationTop1, double validationTop5, String failure)
{}

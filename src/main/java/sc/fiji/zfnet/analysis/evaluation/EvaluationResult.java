package sc.fiji.zfnet.analysis.evaluation;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * The result of an evaluation.
 *
 * @param errors errors of each model, followed, if there are several, by those of their average, named
 *           {@link Evaluation#AVERAGE}
 * @param confusion confusion matrix of the average, or of the single model
 * @param mistakes mistakes of the average, or of the single model, the most confident first, the earlier file on a tie
 * @param skipped files that could not be read
 */
public record EvaluationResult(List<ModelErrors> errors, Confusion confusion, List<Mistake> mistakes,
	List<SkippedFile> skipped)
{}

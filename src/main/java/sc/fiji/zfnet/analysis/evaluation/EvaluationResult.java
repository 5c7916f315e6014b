package sc.fiji.zfnet.analysis.evaluation;

import java.util.List;
import sc.fiji.zfnet.analysis.SkippedFile;

/**
 * What an evaluation found.
 *
 * @param errors a model each, then, of several, their average under the name {@link Evaluation#AVERAGE}
 * @param confusion of the average, or of the one model
 * @param mistakes of the average, or of the one model, the surest first; of equally sure ones the earlier file
 * @param skipped files that could not be read
 */
public record EvaluationResult(List<ModelErrors> errors, Confusion confusion, List<Mistake> mistakes,
	List<SkippedFile> skipped)
{}

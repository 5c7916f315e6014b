package sc.fiji.zfnet.analysis.evaluation;

/**
 * How often a model was wrong.
 *
 * @param model the model's name
 * @param top1 the class it ranks first was another one
 * @param top5 the class was not among the five it ranks first
 */
public record ModelErrors(String model, ErrorRate top1, ErrorRate top5) {}

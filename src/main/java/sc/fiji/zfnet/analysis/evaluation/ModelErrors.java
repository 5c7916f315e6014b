package sc.fiji.zfnet.analysis.evaluation;

/**
 * The error rates of a model.
 *
 * @param model the model's name
 * @param top1 error rate of the top-1 class
 * @param top5 error rate of the top five classes
 */
public record ModelErrors(String model, ErrorRate top1, ErrorRate top5) {}

package sc.fiji.zfnet.analysis;

/**
 * A model to be evaluated.
 *
 * @param name its name
 * @param classifier the network with its preprocessing and labels
 */
public record EvaluatedModel(String name, Classifier classifier) {}

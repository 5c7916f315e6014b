package sc.fiji.zfnet.analysis.evaluation;

import sc.fiji.zfnet.analysis.Classifier;

/**
 * A model to be evaluated.
 *
 * @param name name of the model
 * @param classifier the network with its preprocessing and labels
 */
public record EvaluatedModel(String name, Classifier classifier) {}

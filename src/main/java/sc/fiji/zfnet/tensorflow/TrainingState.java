package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Weights;

/**
 * All that training changes, so that it can be interrupted and go on as if it had not been.
 *
 * @param weights the network's weights
 * @param momenta the running sums of gradients, in the weights' shapes
 * @param steps steps taken since the first weights
 */
public record TrainingState(Weights weights, Weights momenta, long steps) {}

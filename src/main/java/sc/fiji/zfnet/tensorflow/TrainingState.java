package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.Weights;

/**
 * Everything that training changes, so that an interrupted training run can be continued as if it had not been interrupted.
 *
 * @param weights the network's weights
 * @param momenta the running sums of gradients, in the weights' shapes
 * @param steps number of steps since the initial weights
 */
public record TrainingState(Weights weights, Weights momenta, long steps) {}

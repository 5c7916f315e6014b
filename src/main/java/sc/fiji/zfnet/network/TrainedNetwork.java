package sc.fiji.zfnet.network;

/**
 * A network together with its weights.
 *
 * @param network the graph of layers
 * @param weights their weights
 */
public record TrainedNetwork(Network network, Weights weights) {}

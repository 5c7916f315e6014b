package sc.fiji.zfnet.network;

import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of all nodes of a network that have weights. Immutable except for the arrays, which are shared. */
public final class Weights {

	private final Map<String, LayerWeights> byNode;

	/**
	 * @param network the network they are for
	 * @param byNode weights by the node's name
	 * @throws IllegalArgumentException when a node's weights are missing or of another size
	 */
	public Weights(final Network network, final Map<String, LayerWeights> byNode) {
		this.byNode = new LinkedHashMap<>();
		for (final Node node : network.nodes()) {
			if (!node.hasWeights()) continue;
			final LayerWeights weights = byNode.get(node.name());
			if (weights == null) throw new IllegalArgumentException("Layer '" + node.name() + "' has no weights");
			check(node, "weights", weights.kernel().length, node.kernelSize());
			check(node, "biases", weights.bias().length, node.layer().biases());
			this.byNode.put(node.name(), weights);
		}
	}

	private static void check(final Node node, final String what, final int found, final int expected) {
		if (found != expected) throw new IllegalArgumentException("Layer '" + node.name() + "' has " + found + " " + what +
			"; its shape needs " + expected);
	}

	/**
	 * The weights of a node.
	 *
	 * @throws IllegalArgumentException when the node has none
	 */
	public LayerWeights of(final String node) {
		final LayerWeights weights = byNode.get(node);
		if (weights == null) throw new IllegalArgumentException("Layer '" + node + "' has no weights; these have: " + String
			.join(", ", byNode.keySet()));
		return weights;
	}

	/** All of them by the node's name, in the network's order. */
	public Map<String, LayerWeights> asMap() {
		return Map.copyOf(byNode);
	}
}

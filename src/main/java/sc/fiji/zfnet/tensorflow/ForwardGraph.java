package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** The forward pass of a network as a TensorFlow graph. */
final class ForwardGraph {

	private final Network network;
	private final Operand<TFloat32> input;
	private final Map<String, Operand<TFloat32>> outputs = new HashMap<>();
	private final Map<String, WeightOperands> weights;

	/**
	 * @param tf the graph to add operations to
	 * @param network the network
	 * @param weights weights by the name of their node
	 */
	ForwardGraph(final Ops tf, final Network network, final Map<String, WeightOperands> weights) {
		this.network = network;
		this.weights = weights;
		final Shape shape = network.inputShape();
		input = tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, shape.height(), shape
			.width(), shape.channels())));
		outputs.put(network.inputName(), input);
		for (final Node node : network.nodes())
			outputs.put(node.name(), Operations.forward(tf, node, inputsOf(node), weights.get(node.name())));
	}

	/** Placeholder of the preprocessed pictures: batch × height × width × channels. */
	Operand<TFloat32> input() {
		return input;
	}

	/**
	 * A node's output, or the input under its name.
	 *
	 * @throws IllegalArgumentException when there is no such node
	 */
	Operand<TFloat32> output(final String node) {
		final Operand<TFloat32> output = outputs.get(node);
		return output == null ? outputs.get(network.node(node).name()) : output;
	}

	/** Inputs of a node. */
	List<Operand<TFloat32>> inputsOf(final Node node) {
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		for (final String name : node.inputs())
			inputs.add(output(name));
		return inputs;
	}

	/** Weights of a node; null if it has none. */
	WeightOperands weightsOf(final Node node) {
		return weights.get(node.name());
	}
}

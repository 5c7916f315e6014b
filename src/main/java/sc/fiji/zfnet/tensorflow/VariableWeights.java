package sc.fiji.zfnet.tensorflow;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * A node's weights as variables.
 *
 * @param kernel its kernel, in TensorFlow's order
 * @param bias its biases; null for a layer without biases
 * @param evenChannels see {@link WeightOperands}
 */
record VariableWeights(Variable kernel, Variable bias, boolean evenChannels) {

	/** The variables of a node. */
	static VariableWeights of(final Ops tf, final Node node, final boolean evenChannels) {
		final int biases = node.layer().biases();
		return new VariableWeights(new Variable(tf, node.name() + "/kernel", WeightLayout.kernelShape(node)), biases == 0 ? null
			: new Variable(tf, node.name() + "/bias", Shape.of(biases)), evenChannels);
	}

	/** Their values before the step. */
	WeightOperands values() {
		return new WeightOperands(kernel.value(), bias == null ? null : bias.value(), evenChannels);
	}

	/** Their momenta before the step. */
	WeightOperands momenta() {
		return new WeightOperands(kernel.momentum(), bias == null ? null : bias.momentum());
	}
}

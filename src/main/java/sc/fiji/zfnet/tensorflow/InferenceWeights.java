package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * The weights of a network in a graph that does not change them. They are constants, so that TensorFlow may fold and
 * reorder them, except in large fully connected layers. TensorFlow copies and optimises all constants again for every set of
 * nodes that is fetched; for the 58 million weights of ZFNet's fully connected layers, this takes many seconds and hundreds
 * of megabytes each time, and reordering them gains nothing. These weights are variables, of which there is one copy.
 */
final class InferenceWeights {

	private static final int LARGEST_CONSTANT = 1 << 20;

	private record Stored(Operand<TFloat32> fed, Op assign, Shape shape, Node node, LayerWeights weights) {}

	private final Map<String, WeightOperands> operands = new HashMap<>();
	private final List<Stored> stored = new ArrayList<>();

	/**
	 * @param tf the graph to add operations to
	 * @param trained the network
	 * @param evenChannels see {@link WeightOperands}
	 */
	InferenceWeights(final Ops tf, final TrainedNetwork trained, final boolean evenChannels) {
		for (final Node node : trained.network().nodes()) {
			if (!node.hasWeights()) continue;
			final LayerWeights weights = trained.weights().of(node.name());
			final Operand<TFloat32> bias = weights.bias().length == 0 ? null : tf.constant(Shape.of(weights.bias().length),
				DataBuffers.of(weights.bias()));
			operands.put(node.name(), new WeightOperands(kernel(tf, node, weights), bias, evenChannels));
		}
	}

	private Operand<TFloat32> kernel(final Ops tf, final Node node, final LayerWeights weights) {
		final Shape shape = WeightLayout.kernelShape(node);
		if (node.kernelDimensions().length != 2 || node.kernelSize() <= LARGEST_CONSTANT) return tf.constant(shape, DataBuffers.of(
			WeightLayout.toTensorFlow(weights.kernel(), node.kernelDimensions())));
		final VarHandleOp variable = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(node.name()));
		final Operand<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
		stored.add(new Stored(fed, tf.assignVariableOp(variable, fed), shape, node, weights));
		return tf.readVariableOp(variable, TFloat32.class);
	}

	/** The weights by the name of their node. */
	Map<String, WeightOperands> operands() {
		return operands;
	}

	/** Initialises the variables; to be called before anything else is run. */
	void store(final Session session) {
		for (final Stored variable : stored) {
			final float[] values = WeightLayout.toTensorFlow(variable.weights.kernel(), variable.node.kernelDimensions());
			try (TFloat32 tensor = TFloat32.tensorOf(variable.shape, DataBuffers.of(values, true, false))) {
				session.runner().feed(variable.fed, tensor).addTarget(variable.assign).run().close();
			}
		}
		stored.clear();
	}
}

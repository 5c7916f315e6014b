package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * Forward pass with dropout, loss, back-propagation and the update of the weights as one TensorFlow graph. Back-propagation
 * is an explicit graph, layer by layer like the deconvnet: TensorFlow's own in graph mode lacks explicit padding, dilation
 * and the settings of response normalisation.
 */
final class TrainingGraph {

	private final Ops tf;
	private final Network network;
	private final Map<String, VariableWeights> variables;
	private final Operand<TFloat32> input;
	private final Operand<TFloat32> targets;
	private final Operand<TFloat32> importance;
	private final Operand<TFloat32> rate;
	private final Operand<TInt64> seed;
	private final Map<String, Operand<TFloat32>> outputs = new HashMap<>();
	private final Map<String, WeightOperands> gradients = new HashMap<>();
	private final Operand<TFloat32> scores;
	private final Operand<TFloat32> losses;
	private final List<Op> updates = new ArrayList<>();

	TrainingGraph(final Graph graph, final Network network, final Map<String, VariableWeights> variables,
		final TrainingOptions options)
	{
		this.network = network;
		this.variables = variables;
		tf = Ops.create(graph).withSubScope("training");
		final Shape shape = network.inputShape();
		input = placeholder(-1, shape.height(), shape.width(), shape.channels());
		targets = placeholder(-1, network.classes());
		importance = placeholder(-1, 1);
		rate = placeholder();
		seed = tf.placeholder(TInt64.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(2)));

		outputs.put(network.inputName(), input);
		for (final Node node : network.nodes())
			outputs.put(node.name(), Operations.training(tf, node, inputsOf(node), weightsOf(node), seed));

		final Node scorer = scorer(network);
		scores = tf.reshape(outputs.get(scorer.name()), tf.constant(new int[] { -1, network.classes() }));
		final SoftmaxCrossEntropyWithLogits<TFloat32> entropy = tf.nn.softmaxCrossEntropyWithLogits(scores, targets);
		losses = entropy.loss();
		final Operand<TFloat32> total = tf.reduceSum(importance, tf.constant(new int[] { 0, 1 }), ReduceSum.keepDims(true));
		final Operand<TFloat32> gradient = tf.math.div(tf.math.mul(entropy.backprop(), importance), total);
		propagate(scorer, tf.reshape(gradient, tf.constant(new int[] { -1, 1, 1, network.classes() })));
		for (final Node node : network.nodes())
			if (node.hasWeights()) update(node, options);
	}

	/**
	 * The node below the softmax that ends the network.
	 *
	 * @throws IllegalArgumentException when the network does not end in a softmax over a vector
	 */
	static Node scorer(final Network network) {
		final Node last = network.output();
		return network.softmax().filter(softmax -> softmax.shape().positions() == 1 && network.contains(softmax.inputs().get(
			0))).map(softmax -> network.node(softmax.inputs().get(0))).orElseThrow(() -> new IllegalArgumentException(
				"The network ends in layer '" + last.name() + "' (" + last.layer().type() + ", " + last.shape() +
					"); for training a softmax over one vector is accepted"));
	}

	private Operand<TFloat32> placeholder(final long... sizes) {
		return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(sizes)));
	}

	private List<Operand<TFloat32>> inputsOf(final Node node) {
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		node.inputs().forEach(name -> inputs.add(outputs.get(name)));
		return inputs;
	}

	private WeightOperands weightsOf(final Node node) {
		return node.hasWeights() ? variables.get(node.name()).values() : null;
	}

	private void propagate(final Node scorer, final Operand<TFloat32> gradient) {
		final Map<String, Operand<TFloat32>> above = new HashMap<>();
		above.put(scorer.name(), gradient);
		final List<Node> nodes = new ArrayList<>(network.upTo(scorer.name()));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			final LayerGradients layer = Operations.backward(tf, node, above.get(node.name()), inputsOf(node), outputs.get(node
				.name()), weightsOf(node), seed);
			if (node.hasWeights()) gradients.put(node.name(), layer.weights());
			for (int i = 0; i < layer.inputs().size(); i++)
				above.merge(node.inputs().get(i), layer.inputs().get(i), tf.math::add);
		}
	}

	private void update(final Node node, final TrainingOptions options) {
		final VariableWeights variable = variables.get(node.name());
		final WeightOperands gradient = gradients.get(node.name());
		final Operand<TFloat32> decay = tf.math.mul(variable.values().kernel(), tf.constant((float) options.decay()));
		final Operand<TFloat32> kernel = options.decay() == 0 ? gradient.kernel() : tf.math.add(gradient.kernel(), decay);
		final Op updated = variable.kernel().update(tf, kernel, rate, options.momentum());
		updates.add(node.isConvolution() ? clip(variable.kernel(), updated, options.clip()) : updated);
		if (gradient.bias() != null) updates.add(variable.bias().update(tf, gradient.bias(), rate, options.momentum()));
	}

	/** Scales filters back to a root mean square; the last dimension of a kernel counts filters. */
	private Op clip(final Variable kernel, final Op after, final double limit) {
		final Ops then = tf.withControlDependencies(after);
		final Operand<TFloat32> values = kernel.read(then);
		final Operand<TFloat32> square = tf.math.mean(tf.math.square(values), tf.constant(new int[] { 0, 1, 2 }));
		final Operand<TFloat32> excess = tf.math.maximum(tf.math.div(tf.math.sqrt(square), tf.constant((float) limit)), tf
			.constant(1f));
		return kernel.assign(tf, tf.math.div(values, excess));
	}

	/** Placeholder of the preprocessed pictures: batch × height × width × channels. */
	Operand<TFloat32> input() {
		return input;
	}

	/** Placeholder of the target probabilities: batch × classes. */
	Operand<TFloat32> targets() {
		return targets;
	}

	/** Placeholder of the weight of each picture in the loss: batch × 1. */
	Operand<TFloat32> importance() {
		return importance;
	}

	/** Placeholder of the learning rate: a number. */
	Operand<TFloat32> rate() {
		return rate;
	}

	/** Placeholder of the two seeds of dropout. */
	Operand<TInt64> seed() {
		return seed;
	}

	/** Scores before the softmax: batch × classes. */
	Operand<TFloat32> scores() {
		return scores;
	}

	/** Cross entropy of each picture: batch. */
	Operand<TFloat32> losses() {
		return losses;
	}

	/** Gradient of the mean loss with respect to a node's weights, without weight decay. */
	WeightOperands gradientsOf(final String node) {
		return gradients.get(node);
	}

	/** The operation that takes one step. */
	List<Op> updates() {
		return updates;
	}
}

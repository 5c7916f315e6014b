package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.Operations;

/**
 * The deconvnet of one layer (Section 2.1 of the paper) as a TensorFlow graph beside the forward pass: an explicit graph,
 * layer by layer, not a gradient. It computes many projections of many pictures at once; the forward pass runs once per
 * picture, and its values are repeated for each of the picture's projections.
 */
final class DeconvnetGraph {

	private final Ops tf;
	private final ForwardGraph forward;
	private final Operand<TInt32> pictures;
	private final Operand<TInt32> sources;
	private final Operand<TInt32> targets;
	private final Operand<TFloat32> projection;
	private final Map<String, Operand<TFloat32>> repeated = new HashMap<>();

	DeconvnetGraph(final Graph graph, final ForwardGraph forward, final Network network, final String layer,
		final ProjectionMethod method)
	{
		this.forward = forward;
		tf = Ops.create(graph).withSubScope("deconvnet");
		pictures = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1)));
		sources = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, 4)));
		targets = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, 4)));

		final Map<String, Operand<TFloat32>> down = new HashMap<>();
		down.put(layer, keptUnits(network.node(layer)));
		final List<Node> nodes = new ArrayList<>(network.upTo(layer));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			// Nothing flows into a branch that is treated as a constant.
			if (!down.containsKey(node.name())) continue;
			final ForwardPass pass = new ForwardPass(repeatedInputs(node), repeat(node.name()), forward.weightsOf(node), method);
			final List<Operand<TFloat32>> parts = Operations.downward(tf, node, down.get(node.name()), pass.with(Operations
				.factors(tf, node, pass)));
			for (int i = 0; i < parts.size(); i++)
				if (parts.get(i) != null) down.merge(node.inputs().get(i), parts.get(i), tf.math::add);
		}
		// The projection; it has a name of its own even if no layer lies between, so that it can be fetched.
		projection = tf.identity(down.get(network.inputName()));
	}

	/** The chosen units with their activations, zero elsewhere: projection × height × width × map. */
	private Operand<TFloat32> keptUnits(final Node layer) {
		final Shape shape = layer.shape();
		final Operand<TInt32> sizes = tf.concat(List.of(tf.shape(pictures), tf.constant(new int[] { shape.height(), shape
			.width(), shape.channels() })), tf.constant(0));
		return tf.reshape(tf.scatterNd(targets, tf.gatherNd(forward.output(layer.name()), sources), sizes), tf.constant(
			new int[] { -1, shape.height(), shape.width(), shape.channels() }));
	}

	/** A node's values in the forward pass, repeated for every projection; computed only where they are used. */
	private Operand<TFloat32> repeat(final String node) {
		return repeated.computeIfAbsent(node, name -> tf.gather(forward.output(name), pictures, tf.constant(0)));
	}

	private List<Operand<TFloat32>> repeatedInputs(final Node node) {
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		for (final String input : node.inputs())
			inputs.add(repeat(input));
		return inputs;
	}

	/** Placeholder of the index of each projection's picture. */
	Operand<TInt32> pictures() {
		return pictures;
	}

	/** Placeholder of the units' positions in the forward pass: picture, row, column, map. */
	Operand<TInt32> sources() {
		return sources;
	}

	/** Placeholder of the units' positions among the projections: projection, row, column, map. */
	Operand<TInt32> targets() {
		return targets;
	}

	/** The projections at the input: projection × height × width × channels. */
	Operand<TFloat32> projection() {
		return projection;
	}
}

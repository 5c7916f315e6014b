package sc.fiji.zfnet.tensorflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * The deconvnet of single units of one layer (Section 2.1 of the paper), computed only within each unit's reach: on a patch
 * of each map, for a batch of units at once. Values outside a map are set to zero, because they would be cropped from whole
 * maps; the switches of max pooling are found in patches of the forward pass. The results equal those of
 * {@link DeconvnetGraph}.
 */
final class LocalDeconvnetGraph {

	private final Ops tf;
	private final ForwardGraph forward;
	private final Network network;
	private final UnitPatches patches;
	private final ProjectionMethod method;
	private final boolean acrossBorders;
	private final Operand<TInt32> units;
	private final Operand<TFloat32> projection;
	private final Map<String, Operand<TFloat32>> forwardPatches = new HashMap<>();

	/**
	 * @param activationLocal whether the units' own activations are computed on patches too, rather than taken from the
	 *          forward pass of whole pictures
	 * @param acrossBorders whether patches may lie partly outside the maps; if not, the operations for this case are left out,
	 *          and a run takes half the time
	 */
	LocalDeconvnetGraph(final Graph graph, final ForwardGraph forward, final Network network, final UnitPatches patches,
		final ProjectionMethod method, final boolean activationLocal, final boolean acrossBorders)
	{
		this.forward = forward;
		this.acrossBorders = acrossBorders;
		this.network = network;
		this.patches = patches;
		this.method = method;
		tf = Ops.create(graph).withSubScope("local_deconvnet");
		units = tf.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, 4)));

		final Map<String, Operand<TFloat32>> down = new HashMap<>();
		down.put(patches.layer(), keptUnits(activationLocal));
		final List<Node> nodes = new ArrayList<>(patches.nodes());
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			final List<Operand<TFloat32>> parts = downward(node, down.get(node.name()));
			for (int i = 0; i < parts.size(); i++)
				if (parts.get(i) != null) down.merge(node.inputs().get(i), parts.get(i), tf.math::add);
		}
		projection = tf.identity(down.get(network.inputName()));
	}

	/** The activation of each unit in its map, zero in all others: unit × 1 × 1 × map. */
	private Operand<TFloat32> keptUnits(final boolean activationLocal) {
		final String layer = patches.layer();
		final Operand<TFloat32> all = activationLocal ? forwardPatch(layer) : taken(layer);
		final Operand<TFloat32> kept = tf.oneHot(column(3), tf.constant(network.node(layer).shape().channels()), tf.constant(
			1f), tf.constant(0f));
		final Operand<TFloat32> chosen = tf.reshape(kept, tf.constant(new int[] { -1, 1, 1, network.node(layer).shape()
			.channels() }));
		return tf.select(tf.math.greater(chosen, tf.constant(0f)), all, tf.constant(0f));
	}

	private List<Operand<TFloat32>> downward(final Node node, final Operand<TFloat32> above) {
		final Node patchNode = patches.patchNode(node);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		for (final Operand<TFloat32> part : Operations.downward(tf, patchNode, corrected(node, above), forwardPass(node,
			patchNode)))
		{
			final int i = parts.size();
			if (part == null) {
				parts.add(null);
				continue;
			}
			final ReceptiveField piece = patches.pieceOf(node);
			// Switches never point outside the map.
			final boolean crop = reachesBeyond(node) && !node.layer().hasSwitches();
			final Operand<TFloat32> cropped = crop ? tf.select(inside(piece, node.inputShapes().get(i)), part, tf.constant(
				0f)) : part;
			parts.add(widen(cropped, piece, patches.of(node.inputs().get(i))));
		}
		return parts;
	}

	private ForwardPass forwardPass(final Node node, final Node patchNode) {
		final WeightOperands weights = forward.weightsOf(node);
		if (node.layer().hasSwitches()) {
			final List<Operand<TFloat32>> inputs = new ArrayList<>();
			for (final String input : node.inputs())
				inputs.add(forwardPiece(node, input));
			return new ForwardPass(inputs, Operations.forward(tf, patchNode, inputs, weights), weights, method);
		}
		final Operand<TFloat32> factors = Operations.factors(tf, node, new ForwardPass(forward.inputsOf(node), forward.output(
			node.name()), weights, method));
		return new ForwardPass(List.of(), null, weights, method).with(factors == null ? null : taken(factors, node));
	}

	private boolean reachesBeyond(final Node node) {
		return acrossBorders && UnitPatches.reachesBeyond(node);
	}

	/** Pads a piece with zeros to the size of the patch that contains it. */
	private Operand<TFloat32> widen(final Operand<TFloat32> part, final ReceptiveField piece, final ReceptiveField patch) {
		if (piece.equals(patch)) return part;
		final int top = piece.offsetY() - patch.offsetY();
		final int left = piece.offsetX() - patch.offsetX();
		return tf.pad(part, tf.constant(new int[][] { { 0, 0 }, { top, patch.height() - piece.height() - top }, { left, patch
			.width() - piece.width() - left }, { 0, 0 } }), tf.constant(0f));
	}

	/** A node's patches in the forward pass. Their values outside the map are meaningless. */
	private Operand<TFloat32> forwardPatch(final String name) {
		final Operand<TFloat32> known = forwardPatches.get(name);
		if (known != null) return known;
		final Operand<TFloat32> patch = patches.isTaken(name) ? taken(name) : computed(network.node(name));
		forwardPatches.put(name, patch);
		return patch;
	}

	private Operand<TFloat32> computed(final Node node) {
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		for (final String input : node.inputs())
			inputs.add(forwardPiece(node, input));
		return corrected(node, Operations.forward(tf, patches.patchNode(node), inputs, forward.weightsOf(node)));
	}

	/** A node's view of the patch of an input, with padding outside the map. */
	private Operand<TFloat32> forwardPiece(final Node node, final String input) {
		final ReceptiveField piece = patches.pieceOf(node);
		final ReceptiveField patch = patches.of(input);
		final Operand<TFloat32> whole = forwardPatch(input);
		final Operand<TFloat32> part = piece.equals(patch) ? whole : tf.slice(whole, tf.constant(new int[] { 0, piece
			.offsetY() - patch.offsetY(), piece.offsetX() - patch.offsetX(), 0 }), tf.constant(new int[] { -1, piece.height(),
				piece.width(), -1 }));
		if (!reachesBeyond(node)) return part;
		return tf.select(inside(piece, network.shapeOf(input)), part, tf.constant(node.layer()
			.paddingValue()));
	}

	/** On a patch, windows are complete; near the border of the map they are not, which changes the means. */
	private Operand<TFloat32> corrected(final Node node, final Operand<TFloat32> values) {
		final float[] factors = reachesBeyond(node) ? Operations.borderFactors(node) : null;
		if (factors == null) return values;
		final Operand<TFloat32> map = tf.constant(org.tensorflow.ndarray.Shape.of(factors.length, 1), DataBuffers.of(
			factors));
		return tf.math.mul(values, tf.gather(map, positions(patches.of(node.name()), node.shape()), tf.constant(0)));
	}

	/** Patches of a node's output in the forward pass of whole pictures. */
	private Operand<TFloat32> taken(final String name) {
		return taken(forward.output(name), patches.of(name), network.shapeOf(name));
	}

	/** Patches of the factors of a node's output; a factor for a whole map stays a single value. */
	private Operand<TFloat32> taken(final Operand<TFloat32> factors, final Node node) {
		final int positions = (int) (factors.shape().get(1) * factors.shape().get(2));
		if (positions == 1 && node.shape().positions() > 1) return tf.gather(factors, column(0), tf.constant(0));
		return taken(factors, patches.of(node.name()), new Shape((int) factors.shape().get(3), node.shape().height(), node
			.shape().width()));
	}

	private Operand<TFloat32> taken(final Operand<TFloat32> maps, final ReceptiveField patch, final Shape shape) {
		final Operand<TInt32> picture = tf.reshape(tf.math.mul(column(0), tf.constant(shape.positions())), tf.constant(
			new int[] { -1, 1, 1 }));
		final Operand<TFloat32> pixels = tf.reshape(maps, tf.constant(new int[] { -1, shape.channels() }));
		return tf.gather(pixels, tf.math.add(picture, positions(patch, shape)), tf.constant(0));
	}

	/** Positions of a patch in a map, row by row; outside the map, those of the nearest pixel. Unit × row × column. */
	private Operand<TInt32> positions(final ReceptiveField patch, final Shape map) {
		return tf.math.add(tf.math.mul(within(rows(patch), map.height()), tf.constant(map.width())), within(columns(patch), map
			.width()));
	}

	private Operand<TInt32> within(final Operand<TInt32> indices, final int size) {
		return acrossBorders ? tf.clipByValue(indices, tf.constant(0), tf.constant(size - 1)) : indices;
	}

	/** Which pixels of a patch lie inside the map: unit × row × column × 1. */
	private Operand<TBool> inside(final ReceptiveField patch, final Shape map) {
		return tf.expandDims(tf.math.logicalAnd(inside(rows(patch), map.height()), inside(columns(patch), map.width())), tf
			.constant(3));
	}

	private Operand<TBool> inside(final Operand<TInt32> indices, final int size) {
		return tf.math.logicalAnd(tf.math.greaterEqual(indices, tf.constant(0)), tf.math.less(indices, tf.constant(size)));
	}

	private Operand<TInt32> rows(final ReceptiveField patch) {
		return indices(1, patch.strideY(), patch.offsetY(), patch.height(), new int[] { 1, -1, 1 });
	}

	private Operand<TInt32> columns(final ReceptiveField patch) {
		return indices(2, patch.strideX(), patch.offsetX(), patch.width(), new int[] { 1, 1, -1 });
	}

	private Operand<TInt32> indices(final int axis, final int stride, final int offset, final int size, final int[] shape) {
		final int[] steps = new int[size];
		for (int i = 0; i < size; i++)
			steps[i] = offset + i;
		final Operand<TInt32> first = tf.reshape(tf.math.mul(column(axis), tf.constant(stride)), tf.constant(new int[] { -1, 1,
			1 }));
		return tf.math.add(first, tf.reshape(tf.constant(steps), tf.constant(shape)));
	}

	private Operand<TInt32> column(final int index) {
		return tf.gather(units, tf.constant(index), tf.constant(1));
	}

	/** Placeholder of the units: picture, row, column, map. */
	Operand<TInt32> units() {
		return units;
	}

	/** The projections as patches of the input: unit × height × width × channels; zero outside the input. */
	Operand<TFloat32> projection() {
		return projection;
	}
}

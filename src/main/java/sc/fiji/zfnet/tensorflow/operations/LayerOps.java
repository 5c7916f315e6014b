package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Shape;

/**
 * How one type of layer is computed with TensorFlow: forward, downward for the deconvnet (Section 2.1 of the paper), and
 * backward for training.
 * All operands are batch × height × width × channels; vectors are batch × 1 × 1 × channels.
 *
 * @param <L> the type of layer
 */
interface LayerOps<L extends Layer> {

	/**
	 * The layer's output.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param inputs what it reads
	 * @param weights its weights; null for a layer without
	 */
	Operand<TFloat32> forward(Ops tf, L layer, Node node, List<Operand<TFloat32>> inputs, WeightOperands weights);

	/**
	 * One step of the deconvnet: what comes down to each of the layer's inputs.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param above what comes down to the layer's output
	 * @param pass what the forward pass had here
	 * @return one operand per input, in order
	 */
	List<Operand<TFloat32>> downward(Ops tf, L layer, Node node, Operand<TFloat32> above, ForwardPass pass);

	/**
	 * The layer's output while training; the same as otherwise but for dropout.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param inputs what it reads
	 * @param weights its weights; null for a layer without
	 * @param seed two numbers that decide on all that is random in this pass
	 */
	default Operand<TFloat32> training(final Ops tf, final L layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights, final Operand<TInt64> seed)
	{
		return forward(tf, layer, node, inputs, weights);
	}

	/**
	 * One step of back-propagation. Layers without weights that the deconvnet inverts by the transposed operation need no
	 * other than {@link #downward}: for them it is the gradient.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param above gradient of the loss by the layer's output
	 * @param pass what the forward pass while training had here
	 */
	default LayerGradients backward(final Ops tf, final L layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return new LayerGradients(downward(tf, layer, node, above, pass), null);
	}

	/**
	 * The layer's output for single units; asked only of layers whose units see a window.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param units the units and what they see
	 * @param weights its weights; null for a layer without
	 * @return units × channels
	 */
	default Operand<TFloat32> recompute(final Ops tf, final L layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		final List<Shape> shapes = node.inputShapes().stream().map(shape -> Shape.vector(shape.channels())).toList();
		for (int i = 0; i < shapes.size(); i++)
			inputs.add(Tensors.reshape(tf, units.point(i), shapes.get(i)));
		final Node unit = new Node(node.name(), layer, node.inputs(), shapes, Shape.vector(node.shape().channels()),
			ReceptiveField.PIXEL);
		return Tensors.rows(tf, forward(tf, layer, unit, inputs, weights), node.shape().channels());
	}

	/**
	 * The layer's output from the sums of its input's maps, where these are all that it needs.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param sums gives the sum of each map: batch × channels
	 * @return empty where the layer needs more
	 */
	default Optional<Operand<TFloat32>> ofSums(final Ops tf, final L layer, final Node node,
		final Supplier<Operand<TFloat32>> sums)
	{
		return Optional.empty();
	}

	/**
	 * What the output has to be multiplied by, position by position, when it was computed without padding on parts of maps.
	 *
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @return one for each position, row by row; null where it is right as it is
	 */
	default float[] borderFactors(final L layer, final Node node) {
		return null;
	}

	/** How much longer a multiply-add on whole maps takes than in the fastest convolutions. */
	default double slowness(final L layer) {
		return 1;
	}

	/**
	 * What comes down is multiplied by on this layer's way down, computed from the forward pass: the slopes of a function, or
	 * what counts as a constant there. {@link #downward} finds it in the pass.
	 *
	 * @param tf where operations are added
	 * @param layer the layer's settings
	 * @param node its place in the network
	 * @param pass what the forward pass had here, without factors
	 * @return in the shape of the output, or with sides of 1; null for nothing
	 */
	default Operand<TFloat32> factors(final Ops tf, final L layer, final Node node, final ForwardPass pass) {
		return null;
	}
}

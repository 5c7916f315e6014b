package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Max pooling; downward each value goes to where its maximum was, the first in row order on a tie, and adds up where
 * windows overlap.
 */
final class MaxPoolOps implements LayerOps<MaxPool> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final MaxPool layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return pooling(tf, "MaxPool", layer.window(), node, padded(tf, layer.window(), node, inputs.get(0)));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final MaxPool layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Window window = layer.window();
		final Operand<TFloat32> placed = pooling(tf, "MaxPoolGrad", window, node, padded(tf, window, node, pass.inputs().get(
			0)), pass.output(), above);
		return List.of(isSame(window, node) ? placed : Tensors.unpad(tf, placed, padding(window, node), node.inputShapes().get(
			0)));
	}

	@Override
	public Operand<TFloat32> recompute(final Ops tf, final MaxPool layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		final int size = layer.window().height() * layer.window().width();
		return tf.max(tf.reshape(units.windows(0), tf.constant(new int[] { -1, size, node.shape().channels() })), tf.constant(
			1));
	}

	private static Operand<TFloat32> padded(final Ops tf, final Window window, final Node node,
		final Operand<TFloat32> input)
	{
		// The lowest finite value never wins against anything in the map.
		return isSame(window, node) ? input : Tensors.pad(tf, input, padding(window, node), -Float.MAX_VALUE);
	}

	/** Whether the padding can be left to TensorFlow, which spares a copy of the maps. */
	private static boolean isSame(final Window window, final Node node) {
		return Tensors.isSame(window, padding(window, node), node.inputShapes().get(0));
	}

	private static Padding padding(final Window window, final Node node) {
		final Shape input = node.inputShapes().get(0);
		return window.paddingFor(input.height(), input.width());
	}

	/** The first versions of the operations, as oneDNN knows these alone; TensorFlow Java's methods make the second ones. */
	@SafeVarargs
	private static Operand<TFloat32> pooling(final Ops tf, final String type, final Window window,
		final Node node, final Operand<TFloat32>... inputs)
	{
		final OperationBuilder builder = tf.scope().env().opBuilder(type, tf.scope().makeOpName(type), tf.scope());
		for (final Operand<TFloat32> input : inputs)
			builder.addInput(input.asOutput());
		return builder.setAttr("ksize", new long[] { 1, window.height(), window.width(), 1 }).setAttr("strides", new long[] { 1,
			window.strideY(), window.strideX(), 1 }).setAttr("padding", isSame(window, node) ? "SAME" : "VALID").build().output(0);
	}
}

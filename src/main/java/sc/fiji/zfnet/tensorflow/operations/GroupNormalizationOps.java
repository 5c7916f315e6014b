package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** Values less their mean, divided by their standard deviation; downward both count as constants. */
final class GroupNormalizationOps implements LayerOps<GroupNormalization> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final GroupNormalization layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final Operand<TFloat32> centred = centred(tf, layer, node, inputs.get(0));
		return Tensors.reshape(tf, tf.math.mul(centred, factor(tf, layer, node, centred)), node.shape());
	}

	@Override
	public Operand<TFloat32> factors(final Ops tf, final GroupNormalization layer, final Node node, final ForwardPass pass) {
		final Shape shape = node.shape();
		final Shape sides = layer.acrossPositions() ? Shape.vector(shape.channels()) : shape;
		final Operand<TFloat32> factor = factor(tf, layer, node, centred(tf, layer, node, pass.inputs().get(0)));
		// One for each channel of its group.
		return Tensors.reshape(tf, tf.tile(factor, tf.constant(new int[] { 1, 1, 1, shape.channels() / layer.groups() })), sides);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(tf.math.mul(above, pass.factors()));
	}

	/** With y the output, the gradient is factor · (above − mean of above − y · mean of above · y). */
	@Override
	public LayerGradients backward(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Operand<TFloat32> centred = centred(tf, layer, node, pass.inputs().get(0));
		final Operand<TFloat32> factor = factor(tf, layer, node, centred);
		final Operand<TFloat32> output = tf.math.mul(centred, factor);
		final Operand<TFloat32> grouped = grouped(tf, layer, node, above);
		final Operand<TFloat32> mean = mean(tf, layer, node, grouped);
		final Operand<TFloat32> weighted = tf.math.mul(output, mean(tf, layer, node, tf.math.mul(grouped, output)));
		return new LayerGradients(List.of(Tensors.reshape(tf, tf.math.mul(factor, tf.math.sub(grouped, tf.math.add(mean,
			weighted))), node.shape())), null);
	}

	/** Values in groups, less their means: batch × positions × groups × channels of a group. */
	private static Operand<TFloat32> centred(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> input)
	{
		final Operand<TFloat32> grouped = grouped(tf, layer, node, input);
		return tf.math.sub(grouped, mean(tf, layer, node, grouped));
	}

	private static Operand<TFloat32> grouped(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> values)
	{
		final Shape shape = node.shape();
		return tf.reshape(values, tf.constant(new int[] { -1, shape.positions(), layer.groups(), shape.channels() / layer
			.groups() }));
	}

	/** One by the standard deviation. */
	private static Operand<TFloat32> factor(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> centred)
	{
		return tf.math.rsqrt(tf.math.add(mean(tf, layer, node, tf.math.square(centred)), tf.constant((float) layer.epsilon())));
	}

	/** As a sum, which TensorFlow computes without loss, times one by their number. */
	private static Operand<TFloat32> mean(final Ops tf, final GroupNormalization layer, final Node node,
		final Operand<TFloat32> grouped)
	{
		final Shape shape = node.shape();
		final int each = shape.channels() / layer.groups();
		final Operand<TInt32> axes = tf.constant(layer.acrossPositions() ? new int[] { 1, 3 } : new int[] { 3 });
		final int count = layer.acrossPositions() ? each * shape.positions() : each;
		return tf.math.mul(tf.reduceSum(grouped, axes, ReduceSum.keepDims(true)), tf.constant(1f / count));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** Mean of each map; downward each value is spread evenly over its map. */
final class GlobalAveragePoolOps implements LayerOps<GlobalAveragePool> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final GlobalAveragePool layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return tf.math.mul(tf.reduceSum(inputs.get(0), tf.constant(new int[] { 1, 2 }), ReduceSum.keepDims(true)), share(tf,
			node));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final GlobalAveragePool layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Shape input = node.inputShapes().get(0);
		return List.of(tf.math.mul(tf.tile(above, tf.constant(new int[] { 1, input.height(), input.width(), 1 })), share(tf,
			node)));
	}

	@Override
	public Optional<Operand<TFloat32>> ofSums(final Ops tf, final GlobalAveragePool layer, final Node node,
		final Supplier<Operand<TFloat32>> sums)
	{
		return Optional.of(Tensors.reshape(tf, tf.math.mul(sums.get(), share(tf, node)), node.shape()));
	}

	private static Operand<TFloat32> share(final Ops tf, final Node node) {
		return tf.constant(1f / node.inputShapes().get(0).positions());
	}
}

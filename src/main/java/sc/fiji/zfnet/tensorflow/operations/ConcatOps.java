package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** Channels of several inputs joined; downward each input gets its own channels back. */
final class ConcatOps implements LayerOps<Concat> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Concat layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return inputs.size() == 1 ? inputs.get(0) : tf.concat(inputs, tf.constant(3));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Concat layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		int first = 0;
		for (final Shape input : node.inputShapes()) {
			parts.add(tf.slice(above, tf.constant(new int[] { 0, 0, 0, first }), tf.constant(new int[] { -1, -1, -1, input
				.channels() })));
			first += input.channels();
		}
		return parts;
	}
}

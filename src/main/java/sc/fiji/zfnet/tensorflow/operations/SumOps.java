package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Sum;

/** The sum of the inputs; downward each gets what comes down. */
final class SumOps implements LayerOps<Sum> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Sum layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return inputs.stream().reduce(tf.math::add).orElseThrow();
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Sum layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return node.inputs().stream().map(input -> above).toList();
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Reshape;

/** The same values in another shape, channel by channel; downward in the old one again. */
final class ReshapeOps implements LayerOps<Reshape> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Reshape layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return Tensors.rearrange(tf, inputs.get(0), node.inputShapes().get(0), node.shape());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Reshape layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(Tensors.rearrange(tf, above, node.shape(), node.inputShapes().get(0)));
	}
}

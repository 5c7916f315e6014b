package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Node;

/** Maps in one vector, channel by channel as in ONNX; downward the vector in maps again. */
final class FlattenOps implements LayerOps<Flatten> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Flatten layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		if (layer.channelsLast()) return Tensors.reshape(tf, inputs.get(0), node.shape());
		return Tensors.rearrange(tf, inputs.get(0), node.inputShapes().get(0), node.shape());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Flatten layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		if (layer.channelsLast()) return List.of(Tensors.reshape(tf, above, node.inputShapes().get(0)));
		return List.of(Tensors.rearrange(tf, above, node.shape(), node.inputShapes().get(0)));
	}
}

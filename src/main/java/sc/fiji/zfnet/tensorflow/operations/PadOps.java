package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Pad;

/** Zeros around maps; downward they are cut off. */
final class PadOps implements LayerOps<Pad> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Pad layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return Tensors.pad(tf, inputs.get(0), layer.padding(), 0);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Pad layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return List.of(Tensors.unpad(tf, above, layer.padding(), node.inputShapes().get(0)));
	}

	@Override
	public Operand<TFloat32> recompute(final Ops tf, final Pad layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		return units.windows(0);
	}
}

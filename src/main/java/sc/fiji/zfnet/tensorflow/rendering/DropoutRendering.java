package sc.fiji.zfnet.tensorflow.rendering;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Node;

/** Dropout outside training: values pass unchanged in both directions. */
final class DropoutRendering implements Rendering<Dropout> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Dropout layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return inputs.get(0);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Dropout layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(above);
	}
}

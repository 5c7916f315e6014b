package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;

/** Rectification; downward it rectifies what comes down, whatever the forward pass had, in the deconvnet. */
final class ReluOps implements LayerOps<Relu> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Relu layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return Tensors.valueByValue(tf, inputs.get(0), tf.nn::relu);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Relu layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> kept = pass.method().rectifies() ? tf.nn.relu(above) : above;
		return List.of(pass.factors() == null ? kept : tf.math.mul(kept, pass.factors()));
	}

	@Override
	public Operand<TFloat32> factors(final Ops tf, final Relu layer, final Node node, final ForwardPass pass) {
		return pass.method().takesSlopes() ? tf.math.sign(pass.output()) : null;
	}

	@Override
	public LayerGradients backward(final Ops tf, final Relu layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return new LayerGradients(List.of(tf.nn.reluGrad(above, pass.output())), null);
	}
}

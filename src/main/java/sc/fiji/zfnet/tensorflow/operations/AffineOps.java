package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Node;

/** A factor and a shift for each channel; downward the factor alone. */
final class AffineOps implements LayerOps<Affine> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Affine layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		final Operand<TFloat32> scaled = tf.math.mul(inputs.get(0), weights.kernel());
		return weights.bias() == null ? scaled : tf.math.add(scaled, weights.bias());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Affine layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return List.of(tf.math.mul(above, pass.weights().kernel()));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Affine layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> factors = tf.reduceSum(tf.math.mul(above, pass.inputs().get(0)), tf.constant(new int[] { 0, 1,
			2 }));
		final Operand<TFloat32> shifts = layer.bias() ? tf.reduceSum(above, tf.constant(new int[] { 0, 1, 2 })) : null;
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(factors, shifts));
	}
}

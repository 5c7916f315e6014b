package sc.fiji.zfnet.tensorflow.operations;

import java.util.Arrays;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** The product of maps and a gate; downward the gate counts as a constant. */
final class GateOps implements LayerOps<Gate> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Gate layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return tf.math.mul(inputs.get(0), inputs.get(1));
	}

	@Override
	public Operand<TFloat32> factors(final Ops tf, final Gate layer, final Node node, final ForwardPass pass) {
		return pass.inputs().get(1);
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Gate layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return Arrays.asList(tf.math.mul(above, pass.factors()), null);
	}

	@Override
	public LayerGradients backward(final Ops tf, final Gate layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> product = tf.math.mul(above, pass.inputs().get(0));
		final Shape maps = node.shape();
		final Shape gate = node.inputShapes().get(1);
		Operand<TFloat32> gradient = product;
		if (gate.positions() < maps.positions()) gradient = tf.reduceSum(gradient, tf.constant(new int[] { 1, 2 }), ReduceSum
			.keepDims(true));
		if (gate.channels() < maps.channels()) gradient = tf.reduceSum(gradient, tf.constant(new int[] { 3 }), ReduceSum
			.keepDims(true));
		return new LayerGradients(List.of(tf.math.mul(above, pass.inputs().get(1)), gradient), null);
	}
}

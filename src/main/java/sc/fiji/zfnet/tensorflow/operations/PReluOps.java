package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.PRelu;

/** Rectification that multiplies negative values by a slope for each channel; downward as other rectifications. */
final class PReluOps implements LayerOps<PRelu> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final PRelu layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return tf.math.sub(tf.nn.relu(inputs.get(0)), tf.math.mul(below(tf, inputs.get(0)), weights.kernel()));
	}

	/** Negative values without their sign, 0 elsewhere. */
	private static Operand<TFloat32> below(final Ops tf, final Operand<TFloat32> x) {
		return tf.nn.relu(tf.math.neg(x));
	}

	@Override
	public Operand<TFloat32> factors(final Ops tf, final PRelu layer, final Node node, final ForwardPass pass) {
		return pass.method().takesSlopes() ? slope(tf, pass) : null;
	}

	private static Operand<TFloat32> slope(final Ops tf, final ForwardPass pass) {
		return PointOps.step(tf, pass.inputs().get(0), pass.weights().kernel());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final PRelu layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> kept = pass.method().rectifies() ? tf.nn.relu(above) : above;
		return List.of(pass.factors() == null ? kept : tf.math.mul(kept, pass.factors()));
	}

	@Override
	public LayerGradients backward(final Ops tf, final PRelu layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> slopes = tf.reduceSum(tf.math.mul(above, tf.math.neg(below(tf, pass.inputs().get(0)))), tf
			.constant(new int[] { 0, 1, 2 }));
		return new LayerGradients(List.of(tf.math.mul(above, slope(tf, pass))), new WeightOperands(slopes, null));
	}
}

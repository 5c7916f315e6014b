package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Node;

/** Dropout: acts while training only; outside of it, values pass unchanged in both directions. */
final class DropoutOps implements LayerOps<Dropout> {

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

	@Override
	public Operand<TFloat32> training(final Ops tf, final Dropout layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights, final Operand<TInt64> seed)
	{
		return layer.rate() == 0 ? inputs.get(0) : tf.math.mul(inputs.get(0), mask(tf, layer, node, inputs.get(0), seed));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Dropout layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return new LayerGradients(List.of(layer.rate() == 0 ? above : tf.math.mul(above, mask(tf, layer, node, pass.inputs()
			.get(0), pass.seed()))), null);
	}

	/**
	 * What each unit is multiplied by: 0, or what makes up for the units dropped. A function of the seed, so that both
	 * directions see the same.
	 */
	private static Operand<TFloat32> mask(final Ops tf, final Dropout layer, final Node node,
		final Operand<TFloat32> input, final Operand<TInt64> seed)
	{
		final Operand<TInt64> own = tf.math.add(seed, tf.constant(new long[] { node.name().hashCode(), 0 }));
		final Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(input), own);
		final Operand<TFloat32> kept = tf.math.floor(tf.math.add(uniform, tf.constant((float) (1 - layer.rate()))));
		return tf.math.mul(kept, tf.constant((float) (1 / (1 - layer.rate()))));
	}
}

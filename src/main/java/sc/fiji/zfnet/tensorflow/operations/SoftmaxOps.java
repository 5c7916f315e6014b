package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Softmax;

/** Softmax over channels. The paper does not project from it; downward values pass unchanged, as in normalisation. */
final class SoftmaxOps implements LayerOps<Softmax> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Softmax layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final int channels = node.shape().channels();
		final Operand<TFloat32> rows = tf.reshape(inputs.get(0), tf.constant(new int[] { -1, channels }));
		return Tensors.reshape(tf, tf.nn.softmax(rows), node.shape());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Softmax layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(above);
	}

	@Override
	public LayerGradients backward(final Ops tf, final Softmax layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> weighted = tf.reduceSum(tf.math.mul(above, pass.output()), tf.constant(new int[] { 3 }),
			ReduceSum.keepDims(true));
		return new LayerGradients(List.of(tf.math.mul(tf.math.sub(above, weighted), pass.output())), null);
	}
}

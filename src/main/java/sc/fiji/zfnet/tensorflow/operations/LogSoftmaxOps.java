package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.Node;

/** Logarithm of softmax over channels; downward values pass unchanged, as from a final softmax. */
final class LogSoftmaxOps implements LayerOps<LogSoftmax> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final LogSoftmax layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return Tensors.reshape(tf, tf.nn.logSoftmax(Tensors.rows(tf, inputs.get(0), node.shape().channels())), node.shape());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final LogSoftmax layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(above);
	}

	@Override
	public LayerGradients backward(final Ops tf, final LogSoftmax layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> sum = tf.reduceSum(above, tf.constant(new int[] { 3 }), ReduceSum.keepDims(true));
		return new LayerGradients(List.of(tf.math.sub(above, tf.math.mul(tf.math.exp(pass.output()), sum))), null);
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Node;

/** Full connection; downward the transposed weights, without bias. */
final class DenseOps implements LayerOps<Dense> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Dense layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		final Operand<TFloat32> product = tf.linalg.matMul(Tensors.rows(tf, inputs.get(0), node.inputShapes().get(0).channels()),
			weights.kernel());
		final Operand<TFloat32> sum = weights.bias() == null ? product : tf.nn.biasAdd(product, weights.bias());
		return Tensors.reshape(tf, sum, node.shape());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Dense layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> product = tf.linalg.matMul(Tensors.rows(tf, above, layer.units()), pass.weights().kernel(), MatMul
			.transposeB(true));
		return List.of(Tensors.reshape(tf, product, node.inputShapes().get(0)));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Dense layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> input = Tensors.rows(tf, pass.inputs().get(0), node.inputShapes().get(0).channels());
		final Operand<TFloat32> gradient = Tensors.rows(tf, above, layer.units());
		final Operand<TFloat32> kernel = tf.linalg.matMul(input, gradient, MatMul.transposeA(true));
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(kernel, layer.bias() ? tf.nn
			.biasAddGrad(gradient) : null));
	}
}

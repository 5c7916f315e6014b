package sc.fiji.zfnet.tensorflow.rendering;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LocalResponseNormalizationGrad;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.Node;

/** Local response normalisation; downward values pass unchanged. */
final class LocalResponseNormalizationRendering implements Rendering<LocalResponseNormalization> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return tf.nn.localResponseNormalization(inputs.get(0), org.tensorflow.op.nn.LocalResponseNormalization.depthRadius(
			(layer.size() - 1) / 2L), org.tensorflow.op.nn.LocalResponseNormalization.bias((float) layer.bias()),
			org.tensorflow.op.nn.LocalResponseNormalization.alpha((float) (layer.alpha() / layer.size())),
			org.tensorflow.op.nn.LocalResponseNormalization.beta((float) layer.beta()));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(above);
	}

	@Override
	public LayerGradients backward(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return new LayerGradients(List.of(tf.nn.localResponseNormalizationGrad(above, pass.inputs().get(0), pass.output(),
			LocalResponseNormalizationGrad.depthRadius((layer.size() - 1) / 2L), LocalResponseNormalizationGrad.bias(
				(float) layer.bias()), LocalResponseNormalizationGrad.alpha((float) (layer.alpha() / layer.size())),
			LocalResponseNormalizationGrad.beta((float) layer.beta()))), null);
	}
}

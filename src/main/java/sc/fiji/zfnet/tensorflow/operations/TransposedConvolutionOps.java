package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TransposedConvolution;

/** Transposed convolution; downward the convolution with the same weights, stride and padding, without bias. */
final class TransposedConvolutionOps implements LayerOps<TransposedConvolution> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final TransposedConvolution layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final PlainConvolution plain = new PlainConvolution(tf, weights.evenChannels());
		final List<Operand<TFloat32>> kernels = ChannelGroups.split(tf, weights.kernel(), layer.groups());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		for (final Operand<TFloat32> input : ChannelGroups.split(tf, inputs.get(0), layer.groups()))
			parts.add(TransposedConvolutionGraph.transpose(plain, layer.window(), outputOf(layer, node), inputOf(layer, node),
				input, kernels.get(parts.size())));
		final Operand<TFloat32> maps = ChannelGroups.join(tf, parts);
		return weights.bias() == null ? maps : tf.nn.biasAdd(maps, weights.bias());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final TransposedConvolution layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final PlainConvolution plain = new PlainConvolution(tf, pass.weights().evenChannels());
		final List<Operand<TFloat32>> kernels = ChannelGroups.split(tf, pass.weights().kernel(), layer.groups());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		for (final Operand<TFloat32> part : ChannelGroups.split(tf, above, layer.groups()))
			parts.add(plain.convolve(layer.window(), outputOf(layer, node), part, kernels.get(parts.size()), null));
		return List.of(ChannelGroups.join(tf, parts));
	}

	/** The gradient by the kernel is that of the convolution, with what goes in and what comes down exchanged. */
	@Override
	public LayerGradients backward(final Ops tf, final TransposedConvolution layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final List<Operand<TFloat32>> inputs = ChannelGroups.split(tf, pass.inputs().get(0), layer.groups());
		final List<Operand<TFloat32>> kernels = new ArrayList<>();
		for (final Operand<TFloat32> part : ChannelGroups.split(tf, above, layer.groups()))
			kernels.add(KernelGradient.of(tf, layer.window(), outputOf(layer, node), part, inputs.get(kernels.size()), inputOf(
				layer, node).channels(), pass.weights().evenChannels()));
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(ChannelGroups.join(tf, kernels),
			layer.bias() ? tf.nn.biasAddGrad(above) : null));
	}

	private static Shape inputOf(final TransposedConvolution layer, final Node node) {
		return ChannelGroups.of(node.inputShapes().get(0), layer.groups());
	}

	private static Shape outputOf(final TransposedConvolution layer, final Node node) {
		return ChannelGroups.of(node.shape(), layer.groups());
	}
}

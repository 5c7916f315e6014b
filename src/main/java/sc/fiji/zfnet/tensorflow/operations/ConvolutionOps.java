package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** Convolution; downward the transposed convolution with the same weights, stride and padding, without bias. */
final class ConvolutionOps implements LayerOps<Convolution> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Convolution layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = split(tf, weights.kernel(), layer.groups());
		for (final Operand<TFloat32> input : split(tf, inputs.get(0), layer.groups()))
			parts.add(PlainConvolution.convolve(tf, layer.window(), groupInput(layer, node), input, kernels.get(parts.size())));
		final Operand<TFloat32> maps = join(tf, parts);
		return weights.bias() == null ? maps : tf.nn.biasAdd(maps, weights.bias());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = split(tf, pass.weights().kernel(), layer.groups());
		for (final Operand<TFloat32> part : split(tf, above, layer.groups()))
			parts.add(TransposedConvolution.transpose(tf, layer.window(), groupInput(layer, node), groupOf(layer, node.shape()),
				part, kernels.get(parts.size())));
		return List.of(join(tf, parts));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Convolution layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final List<Operand<TFloat32>> kernels = new ArrayList<>();
		final List<Operand<TFloat32>> gradients = split(tf, above, layer.groups());
		for (final Operand<TFloat32> input : split(tf, pass.inputs().get(0), layer.groups()))
			kernels.add(KernelGradient.of(tf, layer.window(), groupInput(layer, node), input, gradients.get(kernels.size()), layer
				.filters() / layer.groups()));
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(join(tf, kernels), layer.bias()
			? tf.nn.biasAddGrad(above) : null));
	}

	private static Shape groupInput(final Convolution layer, final Node node) {
		return groupOf(layer, node.inputShapes().get(0));
	}

	private static Shape groupOf(final Convolution layer, final Shape shape) {
		return new Shape(shape.channels() / layer.groups(), shape.height(), shape.width());
	}

	/** Groups are computed one by one: TensorFlow has no grouped convolution on the CPU that runs in both directions. */
	private static List<Operand<TFloat32>> split(final Ops tf, final Operand<TFloat32> tensor, final int groups) {
		if (groups == 1) return List.of(tensor);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		tf.split(tf.constant(3), tensor, (long) groups).forEach(part -> parts.add(part));
		return parts;
	}

	private static Operand<TFloat32> join(final Ops tf, final List<Operand<TFloat32>> parts) {
		return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(3));
	}
}

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

	/** A convolution of maps with few filters is slow: with so many, a multiply-add takes twice as long as with many. */
	private static final double FEW_FILTERS = 27;

	@Override
	public Operand<TFloat32> forward(final Ops tf, final Convolution layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		if (DepthwiseConvolution.is(layer, node)) return biased(tf, DepthwiseConvolution.convolve(tf, layer, node, inputs.get(0),
			weights.kernel()), weights);
		final PlainConvolution plain = new PlainConvolution(tf, weights.evenChannels());
		if (layer.groups() == 1) return plain.convolve(layer.window(), node.inputShapes().get(0), inputs.get(0), weights
			.kernel(), weights.bias());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = ChannelGroups.split(tf, weights.kernel(), layer.groups());
		for (final Operand<TFloat32> input : ChannelGroups.split(tf, inputs.get(0), layer.groups()))
			parts.add(plain.convolve(layer.window(), groupInput(layer, node), input, kernels.get(parts.size()), null));
		return biased(tf, ChannelGroups.join(tf, parts), weights);
	}

	private static Operand<TFloat32> biased(final Ops tf, final Operand<TFloat32> maps, final WeightOperands weights) {
		return weights.bias() == null ? maps : tf.nn.biasAdd(maps, weights.bias());
	}

	/** One product of matrices for each group. */
	@Override
	public Operand<TFloat32> recompute(final Ops tf, final Convolution layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		final int channels = node.inputShapes().get(0).channels();
		final int filters = layer.filters() / layer.groups();
		final int size = layer.window().height() * layer.window().width();
		final Operand<TFloat32> seen = layer.window().isPoint() ? units.point(0) : units.windows(0);
		if (DepthwiseConvolution.is(layer, node)) return biased(tf, DepthwiseConvolution.ofRows(tf, layer, seen, weights
			.kernel()), weights);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = ChannelGroups.split(tf, weights.kernel(), layer.groups());
		for (int group = 0; group < layer.groups(); group++) {
			final Operand<TFloat32> part = layer.groups() == 1 ? seen : tf.slice(tf.reshape(seen, tf.constant(new int[] { -1,
				size, channels })), tf.constant(new int[] { 0, 0, group * channels / layer.groups() }), tf.constant(new int[] { -1,
					-1, channels / layer.groups() }));
			parts.add(tf.linalg.matMul(Tensors.rows(tf, part, size * channels / layer.groups()), Tensors.rows(tf, kernels.get(
				group), filters)));
		}
		return biased(tf, parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1)), weights);
	}

	/** With few filters convolutions of maps are slow. */
	@Override
	public double slowness(final Convolution layer) {
		return 1 + FEW_FILTERS * layer.groups() / layer.filters();
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final Convolution layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		if (DepthwiseConvolution.is(layer, node)) return List.of(DepthwiseConvolution.transpose(tf, layer, node, above, pass
			.weights().kernel()));
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		final List<Operand<TFloat32>> kernels = ChannelGroups.split(tf, pass.weights().kernel(), layer.groups());
		final PlainConvolution plain = new PlainConvolution(tf, pass.weights().evenChannels());
		for (final Operand<TFloat32> part : ChannelGroups.split(tf, above, layer.groups()))
			parts.add(TransposedConvolutionGraph.transpose(plain, layer.window(), groupInput(layer, node), ChannelGroups.of(node.shape(), layer.groups()),
				part, kernels.get(parts.size())));
		return List.of(ChannelGroups.join(tf, parts));
	}

	@Override
	public LayerGradients backward(final Ops tf, final Convolution layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> shifts = layer.bias() ? tf.nn.biasAddGrad(above) : null;
		if (DepthwiseConvolution.is(layer, node)) return new LayerGradients(downward(tf, layer, node, above, pass),
			new WeightOperands(DepthwiseConvolution.kernelGradient(tf, layer, node, pass.inputs().get(0), above), shifts));
		final List<Operand<TFloat32>> kernels = new ArrayList<>();
		final List<Operand<TFloat32>> gradients = ChannelGroups.split(tf, above, layer.groups());
		for (final Operand<TFloat32> input : ChannelGroups.split(tf, pass.inputs().get(0), layer.groups()))
			kernels.add(KernelGradient.of(tf, layer.window(), groupInput(layer, node), input, gradients.get(kernels.size()), layer
				.filters() / layer.groups(), pass.weights().evenChannels()));
		return new LayerGradients(downward(tf, layer, node, above, pass), new WeightOperands(ChannelGroups.join(tf, kernels), shifts));
	}

	private static Shape groupInput(final Convolution layer, final Node node) {
		return ChannelGroups.of(node.inputShapes().get(0), layer.groups());
	}
}

package sc.fiji.zfnet.tensorflow.rendering;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

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

	/** As single steps: those that back-propagation takes as well are computed once. */
	@Override
	public Operand<TFloat32> training(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights, final Operand<TInt64> seed)
	{
		return tf.math.mul(inputs.get(0), factor(tf, layer, divisor(tf, layer, node, inputs.get(0))));
	}

	/**
	 * With d = bias + alpha / size · Σ x² over neighbouring maps and y = x · d<sup>-beta</sup>, the gradient by x is
	 * above · d<sup>-beta</sup> − 2 · alpha / size · beta · x · Σ (above · x · d<sup>-beta</sup> / d). TensorFlow's own
	 * operation computes one value after another and takes several times as long.
	 */
	@Override
	public LayerGradients backward(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Operand<TFloat32> input = pass.inputs().get(0);
		final Operand<TFloat32> divisor = divisor(tf, layer, node, input);
		final Operand<TFloat32> direct = tf.math.mul(above, factor(tf, layer, divisor));
		final Operand<TFloat32> shares = tf.math.div(tf.math.mul(direct, input), divisor);
		final Operand<TFloat32> sums = neighbours(tf, layer, node, shares, 2 * layer.alpha() / layer.size() * layer.beta());
		return new LayerGradients(List.of(tf.math.sub(direct, tf.math.mul(input, sums))), null);
	}

	/** bias + alpha / size · sum of the squares of neighbouring maps. */
	private static Operand<TFloat32> divisor(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final Operand<TFloat32> input)
	{
		return tf.math.add(neighbours(tf, layer, node, tf.math.square(input), layer.alpha() / layer.size()), tf.constant(
			(float) layer.bias()));
	}

	/** divisor<sup>-beta</sup>; roots are cheaper than powers. */
	private static Operand<TFloat32> factor(final Ops tf, final LocalResponseNormalization layer,
		final Operand<TFloat32> divisor)
	{
		if (layer.beta() != 0.75) return tf.math.pow(divisor, tf.constant((float) -layer.beta()));
		final Operand<TFloat32> root = tf.math.rsqrt(divisor);
		return tf.math.mul(root, tf.math.sqrt(root));
	}

	/** Sums over neighbouring maps times a weight: one product with a band matrix. */
	private static Operand<TFloat32> neighbours(final Ops tf, final LocalResponseNormalization layer, final Node node,
		final Operand<TFloat32> values, final double weight)
	{
		final int maps = node.shape().channels();
		final float[] band = new float[maps * maps];
		for (int row = 0; row < maps; row++)
			for (int column = 0; column < maps; column++)
				if (Math.abs(row - column) <= (layer.size() - 1) / 2) band[row * maps + column] = (float) weight;
		final Operand<TFloat32> matrix = tf.constant(Shape.of(maps, maps), DataBuffers.of(band));
		return Tensors.reshape(tf, tf.linalg.matMul(tf.reshape(values, tf.constant(new int[] { -1, maps })), matrix), node
			.shape());
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** Average pooling; downward each value is spread evenly over the values its mean was of. */
final class AveragePoolOps implements LayerOps<AveragePool> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final AveragePool layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		final Operand<TFloat32> padded = Tensors.pad(tf, inputs.get(0), padding(layer, node), 0);
		return tf.math.mul(tf.nn.avgPool(padded, size(layer), strides(layer), "VALID"), correction(tf, layer, node));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final AveragePool layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final Shape input = node.inputShapes().get(0);
		final Padding padding = padding(layer, node);
		final Operand<TFloat32> spread = tf.nn.avgPoolGrad(Tensors.sizes(tf, above, input.height() + padding.vertical(), input
			.width() + padding.horizontal(), input.channels()), tf.math.mul(above, correction(tf, layer, node)), size(layer),
			strides(layer), "VALID");
		return List.of(Tensors.unpad(tf, spread, padding, input));
	}

	/** TensorFlow divides by the window's size; this makes it a division by the number of values that count. */
	private static Operand<TFloat32> correction(final Ops tf, final AveragePool layer, final Node node) {
		return tf.constant(org.tensorflow.ndarray.Shape.of(1, node.shape().height(), node.shape().width(), 1), DataBuffers.of(
			factors(layer, node)));
	}

	private static float[] factors(final AveragePool layer, final Node node) {
		final float[] factors = layer.counts(node.inputShapes().get(0));
		for (int i = 0; i < factors.length; i++)
			factors[i] = layer.window().height() * layer.window().width() / factors[i];
		return factors;
	}

	@Override
	public float[] borderFactors(final AveragePool layer, final Node node) {
		return factors(layer, node);
	}

	@Override
	public Operand<TFloat32> recompute(final Ops tf, final AveragePool layer, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		final int size = layer.window().height() * layer.window().width();
		final Operand<TFloat32> seen = tf.reshape(units.windows(0), tf.constant(new int[] { -1, size, node.shape()
			.channels() }));
		return tf.math.mul(tf.math.mean(seen, tf.constant(1)), units.ofPositions(factors(layer, node)));
	}

	private static Padding padding(final AveragePool layer, final Node node) {
		final Shape input = node.inputShapes().get(0);
		return layer.window().paddingFor(input.height(), input.width());
	}

	private static List<Long> size(final AveragePool layer) {
		final Window window = layer.window();
		return List.of(1L, (long) window.height(), (long) window.width(), 1L);
	}

	private static List<Long> strides(final AveragePool layer) {
		final Window window = layer.window();
		return List.of(1L, (long) window.strideY(), (long) window.strideX(), 1L);
	}
}

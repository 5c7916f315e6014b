package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Node;

/** Some neighbouring channels; downward the others get nothing. */
final class ChannelSliceOps implements LayerOps<ChannelSlice> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final ChannelSlice layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return tf.slice(inputs.get(0), tf.constant(new int[] { 0, 0, 0, layer.first() }), tf.constant(new int[] { -1, -1, -1,
			layer.channels() }));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final ChannelSlice layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		final int after = node.inputShapes().get(0).channels() - layer.first() - layer.channels();
		return List.of(tf.pad(above, tf.constant(new int[][] { { 0, 0 }, { 0, 0 }, { 0, 0 }, { layer.first(), after } }), tf
			.constant(0f)));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;

/** Channels in another order; downward in the old one again. */
final class ChannelShuffleOps implements LayerOps<ChannelShuffle> {

	@Override
	public Operand<TFloat32> forward(final Ops tf, final ChannelShuffle layer, final Node node,
		final List<Operand<TFloat32>> inputs, final WeightOperands weights)
	{
		return shuffled(tf, inputs.get(0), node.shape(), layer.groups());
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final ChannelShuffle layer, final Node node,
		final Operand<TFloat32> above, final ForwardPass pass)
	{
		return List.of(shuffled(tf, above, node.shape(), node.shape().channels() / layer.groups()));
	}

	private static Operand<TFloat32> shuffled(final Ops tf, final Operand<TFloat32> maps, final Shape shape,
		final int groups)
	{
		final Operand<TFloat32> grouped = tf.reshape(maps, tf.constant(new int[] { -1, shape.positions(), groups, shape
			.channels() / groups }));
		return Tensors.reshape(tf, tf.linalg.transpose(grouped, tf.constant(new int[] { 0, 1, 3, 2 })), shape);
	}
}

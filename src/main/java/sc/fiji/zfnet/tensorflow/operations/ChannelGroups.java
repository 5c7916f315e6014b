package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Shape;

/** Groups of channels, computed one by one: TensorFlow has no grouped convolution on the CPU that runs in both directions. */
final class ChannelGroups {

	private ChannelGroups() {}

	/** Maps, or kernels along their last side, one for each group. */
	static List<Operand<TFloat32>> split(final Ops tf, final Operand<TFloat32> tensor, final int groups) {
		if (groups == 1) return List.of(tensor);
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		tf.split(tf.constant(3), tensor, (long) groups).forEach(part -> parts.add(part));
		return parts;
	}

	/** The groups in one again. */
	static Operand<TFloat32> join(final Ops tf, final List<Operand<TFloat32>> parts) {
		return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(3));
	}

	/** The shape of one group. */
	static Shape of(final Shape shape, final int groups) {
		return new Shape(shape.channels() / groups, shape.height(), shape.width());
	}
}

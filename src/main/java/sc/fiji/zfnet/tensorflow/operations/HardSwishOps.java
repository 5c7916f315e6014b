package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.HardSwish;

/** A sigmoid linear unit of straight pieces. */
final class HardSwishOps extends PointOps<HardSwish> {

	@Override
	Operand<TFloat32> value(final Ops tf, final HardSwish layer, final Operand<TFloat32> x) {
		return tf.math.mul(x, clip(tf, tf.math.add(tf.math.mul(x, tf.constant(1 / 6f)), tf.constant(0.5f)), 0, 1));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final HardSwish layer, final Operand<TFloat32> x) {
		return tf.select(tf.math.greater(x, tf.constant(3f)), tf.constant(1f), tf.math.mul(inside(tf, x, -3, 3), tf.math.add(tf.math
			.mul(x, tf.constant(1 / 3f)), tf.constant(0.5f))));
	}
}

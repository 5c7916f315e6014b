package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Silu;

/** Sigmoid linear unit. */
final class SiluOps extends PointOps<Silu> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Silu layer, final Operand<TFloat32> x) {
		return tf.math.mul(x, tf.math.sigmoid(x));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Silu layer, final Operand<TFloat32> x) {
		final Operand<TFloat32> share = tf.math.sigmoid(x);
		return tf.math.add(share, tf.math.mul(x, sigmoidSlope(tf, x)));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Mish;

/** x · tanh(softplus(x)). */
final class MishOps extends PointOps<Mish> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Mish layer, final Operand<TFloat32> x) {
		return tf.math.mul(x, tf.math.tanh(tf.math.softplus(x)));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Mish layer, final Operand<TFloat32> x) {
		final Operand<TFloat32> softplus = tf.math.softplus(x);
		final Operand<TFloat32> change = tf.math.mul(tanhSlope(tf, softplus), tf.math.sigmoid(x));
		return tf.math.add(tf.math.tanh(softplus), tf.math.mul(x, change));
	}
}

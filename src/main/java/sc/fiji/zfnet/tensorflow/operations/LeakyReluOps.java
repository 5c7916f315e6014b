package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.LeakyRelu;

/** Rectification that leaves a part of negative values. */
final class LeakyReluOps extends PointOps<LeakyRelu> {

	@Override
	Operand<TFloat32> value(final Ops tf, final LeakyRelu layer, final Operand<TFloat32> x) {
		return tf.math.sub(tf.nn.relu(x), tf.math.mul(tf.nn.relu(tf.math.neg(x)), tf.constant((float) layer.slope())));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final LeakyRelu layer, final Operand<TFloat32> x) {
		return step(tf, x, tf.constant((float) layer.slope()));
	}
}

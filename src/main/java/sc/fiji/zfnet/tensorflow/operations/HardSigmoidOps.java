package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.HardSigmoid;

/** A sigmoid of straight pieces. */
final class HardSigmoidOps extends PointOps<HardSigmoid> {

	@Override
	Operand<TFloat32> value(final Ops tf, final HardSigmoid layer, final Operand<TFloat32> x) {
		return clip(tf, line(tf, layer, x), 0, 1);
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final HardSigmoid layer, final Operand<TFloat32> x) {
		return tf.math.mul(inside(tf, line(tf, layer, x), 0, 1), tf.constant((float) layer.alpha()));
	}

	private static Operand<TFloat32> line(final Ops tf, final HardSigmoid layer, final Operand<TFloat32> x) {
		return tf.math.add(tf.math.mul(x, tf.constant((float) layer.alpha())), tf.constant((float) layer.beta()));
	}
}

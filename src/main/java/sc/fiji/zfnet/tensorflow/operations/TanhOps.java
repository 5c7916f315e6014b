package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Tanh;

/** Hyperbolic tangent. */
final class TanhOps extends PointOps<Tanh> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Tanh layer, final Operand<TFloat32> x) {
		return tf.math.tanh(x);
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Tanh layer, final Operand<TFloat32> x) {
		return tanhSlope(tf, x);
	}
}

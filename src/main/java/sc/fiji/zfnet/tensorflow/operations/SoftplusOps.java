package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Softplus;

/** A smooth rectification. */
final class SoftplusOps extends PointOps<Softplus> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Softplus layer, final Operand<TFloat32> x) {
		return tf.math.softplus(x);
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Softplus layer, final Operand<TFloat32> x) {
		return tf.math.sigmoid(x);
	}
}

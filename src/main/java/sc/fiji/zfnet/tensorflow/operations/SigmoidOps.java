package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Sigmoid;

/** Logistic function. */
final class SigmoidOps extends PointOps<Sigmoid> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Sigmoid layer, final Operand<TFloat32> x) {
		return tf.math.sigmoid(x);
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Sigmoid layer, final Operand<TFloat32> x) {
		return sigmoidSlope(tf, x);
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Elu;

/** Exponential linear unit. */
final class EluOps extends PointOps<Elu> {

	@Override
	Operand<TFloat32> value(final Ops tf, final Elu layer, final Operand<TFloat32> x) {
		final float below = (float) (layer.scale() * layer.alpha());
		final Operand<TFloat32> power = boundedExp(tf, tf.math.mul(x, tf.constant((float) (1 / layer.width()))));
		return tf.math.add(tf.math.mul(tf.nn.relu(x), tf.constant((float) layer.scale())), tf.math.mul(tf.math.sub(power, tf
			.constant(1f)), tf.constant(below)));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Elu layer, final Operand<TFloat32> x) {
		final float below = (float) (layer.scale() * layer.alpha() / layer.width());
		final Operand<TFloat32> power = boundedExp(tf, tf.math.mul(x, tf.constant((float) (1 / layer.width()))));
		return tf.select(tf.math.greater(x, tf.constant(0f)), tf.constant((float) layer.scale()), tf.math.mul(power, tf.constant(
			below)));
	}
}

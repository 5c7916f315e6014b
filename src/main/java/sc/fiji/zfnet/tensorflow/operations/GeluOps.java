package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Gelu;

/** Gaussian error linear unit. */
final class GeluOps extends PointOps<Gelu> {

	private static final float ROOT = (float) Math.sqrt(2 / Math.PI);
	private static final float CUBIC = 0.044715f;

	@Override
	Operand<TFloat32> value(final Ops tf, final Gelu layer, final Operand<TFloat32> x) {
		return tf.math.mul(x, share(tf, layer, x));
	}

	/** Φ(x) or what approximates it. */
	private static Operand<TFloat32> share(final Ops tf, final Gelu layer, final Operand<TFloat32> x) {
		final Operand<TFloat32> odd = layer.approximate() ? tf.math.tanh(argument(tf, x)) : tf.math.erf(tf.math.mul(x, tf
			.constant((float) Math.sqrt(0.5))));
		return tf.math.mul(tf.math.add(odd, tf.constant(1f)), tf.constant(0.5f));
	}

	private static Operand<TFloat32> argument(final Ops tf, final Operand<TFloat32> x) {
		return tf.math.mul(tf.math.mul(x, tf.constant(ROOT)), tf.math.add(tf.math.mul(tf.math.square(x), tf.constant(CUBIC)), tf
			.constant(1f)));
	}

	@Override
	Operand<TFloat32> slope(final Ops tf, final Gelu layer, final Operand<TFloat32> x) {
		return tf.math.add(share(tf, layer, x), tf.math.mul(x, density(tf, layer, x)));
	}

	/** The derivative of the share. */
	private static Operand<TFloat32> density(final Ops tf, final Gelu layer, final Operand<TFloat32> x) {
		final Operand<TFloat32> square = tf.math.square(x);
		if (!layer.approximate()) return tf.math.mul(tf.math.exp(tf.math.mul(square, tf.constant(-0.5f))), tf.constant(ROOT /
			2));
		final Operand<TFloat32> inner = tf.math.add(tf.math.mul(square, tf.constant(3 * CUBIC * ROOT)), tf.constant(ROOT));
		return tf.math.mul(tf.math.mul(tanhSlope(tf, argument(tf, x)), inner), tf.constant(0.5f));
	}
}

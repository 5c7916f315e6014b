package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.PointLayer;
import sc.fiji.zfnet.network.ProjectionMethod;

/**
 * A function of each value alone. On the way down rectifiers rectify what comes down, others multiply it by their slope; see
 * {@link ProjectionMethod}.
 *
 * @param <L> the type of layer
 */
abstract class PointOps<L extends PointLayer> implements LayerOps<L> {

	/** The function of x. */
	abstract Operand<TFloat32> value(Ops tf, L layer, Operand<TFloat32> x);

	/** Its derivative. */
	abstract Operand<TFloat32> slope(Ops tf, L layer, Operand<TFloat32> x);

	@Override
	public Operand<TFloat32> forward(final Ops tf, final L layer, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return value(tf, layer, inputs.get(0));
	}

	@Override
	public Operand<TFloat32> factors(final Ops tf, final L layer, final Node node, final ForwardPass pass) {
		return layer.isRectifier() && !pass.method().takesSlopes() ? null : slope(tf, layer, pass.inputs().get(0));
	}

	@Override
	public List<Operand<TFloat32>> downward(final Ops tf, final L layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		final Operand<TFloat32> kept = layer.isRectifier() && pass.method().rectifies() ? tf.nn.relu(above) : above;
		return List.of(pass.factors() == null ? kept : tf.math.mul(kept, pass.factors()));
	}

	@Override
	public LayerGradients backward(final Ops tf, final L layer, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return new LayerGradients(List.of(tf.math.mul(above, slope(tf, layer, pass.inputs().get(0)))), null);
	}

	/** e to the power of the lesser of x and 0. */
	static Operand<TFloat32> boundedExp(final Ops tf, final Operand<TFloat32> x) {
		return tf.math.exp(tf.math.minimum(x, tf.constant(0f)));
	}

	/** The slope of the logistic function, exact where it is small, too. */
	static Operand<TFloat32> sigmoidSlope(final Ops tf, final Operand<TFloat32> x) {
		return tf.math.mul(tf.math.sigmoid(x), tf.math.sigmoid(tf.math.neg(x)));
	}

	/** The slope of the hyperbolic tangent, exact where it is small, too. */
	static Operand<TFloat32> tanhSlope(final Ops tf, final Operand<TFloat32> x) {
		return tf.math.mul(sigmoidSlope(tf, tf.math.mul(x, tf.constant(2f))), tf.constant(4f));
	}

	/** 1 where x is positive, another number elsewhere. */
	static Operand<TFloat32> step(final Ops tf, final Operand<TFloat32> x, final Operand<TFloat32> otherwise) {
		return tf.select(tf.math.greater(x, tf.constant(0f)), tf.constant(1f), otherwise);
	}

	/** 1 where x is between two numbers, 0 elsewhere. */
	static Operand<TFloat32> inside(final Ops tf, final Operand<TFloat32> x, final float lowest, final float highest) {
		return tf.select(tf.math.logicalAnd(tf.math.greater(x, tf.constant(lowest)), tf.math.less(x, tf.constant(highest))), tf
			.constant(1f), tf.constant(0f));
	}

	static Operand<TFloat32> clip(final Ops tf, final Operand<TFloat32> x, final float lowest, final float highest) {
		return tf.math.minimum(tf.math.maximum(x, tf.constant(lowest)), tf.constant(highest));
	}
}

package sc.fiji.zfnet.tensorflow;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** A tensor that training changes, with its momentum. */
final class Variable {

	private final VarHandleOp handle;
	private final VarHandleOp momentum;
	private final Operand<TFloat32> value;
	private final Operand<TFloat32> momentumValue;
	private final Operand<TFloat32> fed;
	private final Op store;
	private final Op storeMomentum;

	/**
	 * @param tf the graph to add operations to
	 * @param name unique name, by which TensorFlow identifies the variable
	 * @param shape its shape
	 */
	Variable(final Ops tf, final String name, final Shape shape) {
		handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
		momentum = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name + "/momentum"));
		value = read(tf);
		momentumValue = tf.readVariableOp(momentum, TFloat32.class);
		fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
		store = tf.assignVariableOp(handle, fed);
		storeMomentum = tf.assignVariableOp(momentum, fed);
	}

	/** The value before the step. */
	Operand<TFloat32> value() {
		return value;
	}

	/** The momentum before the step. */
	Operand<TFloat32> momentum() {
		return momentumValue;
	}

	/** Placeholder of a value to store. */
	Operand<TFloat32> fed() {
		return fed;
	}

	/** Stores the fed value as the value. */
	Op store() {
		return store;
	}

	/** Stores the fed value as the momentum. */
	Op storeMomentum() {
		return storeMomentum;
	}

	/** The value at the time of reading. */
	Operand<TFloat32> read(final Ops tf) {
		return tf.readVariableOp(handle, TFloat32.class);
	}

	/** Replaces the value. */
	Op assign(final Ops tf, final Operand<TFloat32> newValue) {
		return tf.assignVariableOp(handle, newValue);
	}

	/** One step: momentum ← fraction · momentum + gradient; value ← value − rate · momentum. */
	Op update(final Ops tf, final Operand<TFloat32> gradient, final Operand<TFloat32> rate, final double share) {
		return tf.train.resourceApplyMomentum(handle, momentum, rate, gradient, tf.constant((float) share));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;
import java.util.function.UnaryOperator;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** Small steps that several layers share. */
final class Tensors {

	private Tensors() {}

	/** Sizes batch × height × width × channels as an operand, the batch taken from another tensor. */
	static Operand<TInt32> sizes(final Ops tf, final Operand<TFloat32> batchOf, final int height, final int width,
		final int channels)
	{
		final Operand<TInt32> batch = tf.slice(tf.shape(batchOf), tf.constant(new int[] { 0 }), tf.constant(new int[] { 1 }));
		return tf.concat(List.of(batch, tf.constant(new int[] { height, width, channels })), tf.constant(0));
	}

	/** The values in the shape of one picture, in the order they have. */
	static Operand<TFloat32> reshape(final Ops tf, final Operand<TFloat32> values, final Shape shape) {
		return tf.reshape(values, tf.constant(new int[] { -1, shape.height(), shape.width(), shape.channels() }));
	}

	/** The values as rows of a length, in the order they have. */
	static Operand<TFloat32> rows(final Ops tf, final Operand<TFloat32> values, final int length) {
		return tf.reshape(values, tf.constant(new int[] { -1, length }));
	}

	/** The values in another shape, kept in order channel by channel, row by row. */
	static Operand<TFloat32> rearrange(final Ops tf, final Operand<TFloat32> values, final Shape from, final Shape to) {
		final Operand<TFloat32> channelsFirst = from.positions() == 1 ? values : tf.linalg.transpose(values, tf.constant(
			new int[] { 0, 3, 1, 2 }));
		if (to.positions() == 1) return reshape(tf, channelsFirst, to);
		final Operand<TFloat32> maps = tf.reshape(channelsFirst, tf.constant(new int[] { -1, to.channels(), to.height(), to
			.width() }));
		return tf.linalg.transpose(maps, tf.constant(new int[] { 0, 2, 3, 1 }));
	}

	/**
	 * Computes something value by value: if the values have just been given another shape, in the shape before, so that
	 * TensorFlow can make one operation of it and the product of matrices below.
	 */
	static Operand<TFloat32> valueByValue(final Ops tf, final Operand<TFloat32> values,
		final UnaryOperator<Operand<TFloat32>> function)
	{
		if (!(values.op() instanceof GraphOperation operation) || !operation.type().equals("Reshape")) return function.apply(
			values);
		return tf.reshape(function.apply(input(operation, 0, TFloat32.class)), input(operation, 1, TInt32.class));
	}

	private static <T extends TType> Operand<T> input(final GraphOperation operation, final int index, final Class<T> type) {
		return operation.input(index).expect(type);
	}

	/** Rows and columns of a value added around maps. */
	static Operand<TFloat32> pad(final Ops tf, final Operand<TFloat32> maps, final Padding padding, final float value) {
		if (padding.isNone()) return maps;
		return tf.pad(maps, tf.constant(new int[][] { { 0, 0 }, { padding.top(), padding.bottom() }, { padding.left(),
			padding.right() }, { 0, 0 } }), tf.constant(value));
	}

	/** With zeros at the end of one of four dimensions, so that it is longer by one. */
	static Operand<TFloat32> longer(final Ops tf, final Operand<TFloat32> values, final int dimension) {
		final int[][] paddings = new int[4][2];
		paddings[dimension][1] = 1;
		return tf.pad(values, tf.constant(paddings), tf.constant(0f));
	}

	/** Padding taken off again. */
	static Operand<TFloat32> unpad(final Ops tf, final Operand<TFloat32> maps, final Padding padding, final Shape shape) {
		return part(tf, maps, new Shape(shape.channels(), shape.height() + padding.vertical(), shape.width() + padding
			.horizontal()), padding.top(), padding.left(), shape);
	}

	/** A rectangle of maps of a shape. */
	static Operand<TFloat32> part(final Ops tf, final Operand<TFloat32> maps, final Shape whole, final int top,
		final int left, final Shape part)
	{
		if (part.equals(whole)) return maps;
		return tf.slice(maps, tf.constant(new int[] { 0, top, left, 0 }), tf.constant(new int[] { -1, part.height(), part
			.width(), part.channels() }));
	}

	/** The strides of a window as TensorFlow wants them told. */
	static List<Long> strides(final Window window) {
		return List.of(1L, (long) window.strideY(), (long) window.strideX(), 1L);
	}

	/** Whether the padding is the one that TensorFlow calls the same, and finds by itself; not when there is none. */
	static boolean isSame(final Window window, final Padding padding, final Shape input) {
		return !padding.isNone() && isSame(input.height(), window.strideY(), window.extentY(), padding.top(), padding
			.bottom()) && isSame(input.width(), window.strideX(), window.extentX(), padding.left(), padding.right());
	}

	private static boolean isSame(final int size, final int stride, final int extent, final int before, final int after) {
		final int all = Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size);
		return before == all / 2 && before + after == all;
	}
}

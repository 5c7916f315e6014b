package sc.fiji.zfnet.tensorflow;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Shape;

/**
 * Finds the strongest unit of every map of a layer inside the graph, so that whole activations never leave it: the
 * greatest value of each row, the first row with the greatest of these, and the first such column of this row.
 */
final class MaximaGraph {

	private final Operand<TFloat32> activations;
	private final Operand<TInt32> positions;

	MaximaGraph(final Graph graph, final Operand<TFloat32> layer, final Shape shape) {
		final Ops tf = Ops.create(graph).withSubScope("maxima");
		final int width = shape.width();
		final int maps = shape.channels();
		final Operand<TFloat32> rows = tf.reduceMax(layer, tf.constant(2));
		activations = tf.reduceMax(rows, tf.constant(1));
		final Operand<TInt32> row = tf.math.argMax(rows, tf.constant(1), TInt32.class);

		// Index of the first value of that row in the whole batch: picture × 1 × map.
		final Operand<TInt32> pictures = tf.range(tf.constant(0), tf.gather(tf.shape(layer), tf.constant(0), tf.constant(0)),
			tf.constant(1));
		final Operand<TInt32> firstRow = tf.reshape(tf.math.mul(pictures, tf.constant(shape.height())), tf.constant(
			new int[] { -1, 1 }));
		final Operand<TInt32> map = tf.range(tf.constant(0), tf.constant(maps), tf.constant(1));
		final Operand<TInt32> start = tf.math.add(tf.math.mul(tf.math.add(firstRow, row), tf.constant(width * maps)), map);
		final Operand<TInt32> steps = tf.reshape(tf.range(tf.constant(0), tf.constant(width * maps), tf.constant(maps)), tf
			.constant(new int[] { 1, -1, 1 }));
		final Operand<TInt32> indices = tf.math.add(tf.expandDims(start, tf.constant(1)), steps);
		final Operand<TFloat32> values = tf.gather(tf.reshape(layer, tf.constant(new int[] { -1 })), indices, tf.constant(0));
		final Operand<TInt32> column = tf.math.argMax(values, tf.constant(1), TInt32.class);
		positions = tf.math.add(tf.math.mul(row, tf.constant(width)), column);
	}

	/** Greatest activations: picture × map. */
	Operand<TFloat32> activations() {
		return activations;
	}

	/** Their positions in row order: picture × map. */
	Operand<TInt32> positions() {
		return positions;
	}
}

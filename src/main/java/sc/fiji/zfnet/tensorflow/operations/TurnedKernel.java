package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Kernels as the plain convolutions of a transposed one want them: turned round, channels and filters exchanged. */
final class TurnedKernel {

	private TurnedKernel() {}

	/**
	 * The taps that one phase of both axes sees.
	 *
	 * @param kernel height × width × channels × filters
	 * @return taps of the rows × taps of the columns × filters × channels
	 */
	static Operand<TFloat32> ofPhase(final Ops tf, final Operand<TFloat32> kernel, final PhaseAxis rows,
		final PhaseAxis columns, final int y, final int x)
	{
		final int channels = (int) kernel.shape().get(2);
		final int filters = (int) kernel.shape().get(3);
		final Operand<TFloat32> taps = rows.stride() == 1 && columns.stride() == 1 ? kernel : tf.stridedSlice(kernel, tf.constant(
			new int[] { y, x, 0, 0 }), tf.constant(new int[] { rows.taps(), columns.taps(), channels, filters }), tf.constant(
				new int[] { rows.stride(), columns.stride(), 1, 1 }));
		return tf.linalg.transpose(tf.reverse(taps, tf.constant(new int[] { 0, 1 })), tf.constant(new int[] { 0, 1, 3, 2 }));
	}

	/**
	 * All phases side by side.
	 *
	 * @param kernel height × width × channels × filters
	 * @param rows with as many taps in each phase
	 * @param columns likewise
	 * @return taps of a phase × taps of a phase × filters × (phase of the rows, phase of the columns, channel)
	 */
	static Operand<TFloat32> ofAllPhases(final Ops tf, final Operand<TFloat32> kernel, final PhaseAxis rows,
		final PhaseAxis columns)
	{
		if (rows.stride() == 1 && columns.stride() == 1) return ofPhase(tf, kernel, rows, columns, 0, 0);
		final int channels = (int) kernel.shape().get(2);
		final int filters = (int) kernel.shape().get(3);
		final int missingRows = rows.taps() - (int) kernel.shape().get(0);
		final int missingColumns = columns.taps() - (int) kernel.shape().get(1);
		final Operand<TFloat32> whole = missingRows == 0 && missingColumns == 0 ? kernel : tf.pad(kernel, tf.constant(
			new int[][] { { 0, missingRows }, { 0, missingColumns }, { 0, 0 }, { 0, 0 } }), tf.constant(0f));
		final Operand<TFloat32> apart = tf.reshape(whole, tf.constant(new int[] { rows.mostTaps(), rows.stride(), columns
			.mostTaps(), columns.stride(), channels, filters }));
		final Operand<TFloat32> turned = tf.linalg.transpose(tf.reverse(apart, tf.constant(new int[] { 0, 2 })), tf.constant(
			new int[] { 0, 2, 5, 1, 3, 4 }));
		return tf.reshape(turned, tf.constant(new int[] { rows.mostTaps(), columns.mostTaps(), filters, rows.stride() * columns
			.stride() * channels }));
	}

	/** A kernel with zeros between its rows and columns. */
	static Operand<TFloat32> dilated(final Ops tf, final Operand<TFloat32> kernel, final int dilationY,
		final int dilationX)
	{
		if (dilationY == 1 && dilationX == 1) return kernel;
		final int height = (int) kernel.shape().get(0);
		final int width = (int) kernel.shape().get(1);
		final int channels = (int) kernel.shape().get(2);
		final int filters = (int) kernel.shape().get(3);
		final Operand<TFloat32> apart = tf.reshape(kernel, tf.constant(new int[] { height, 1, width, 1, channels, filters }));
		final Operand<TFloat32> filled = tf.pad(apart, tf.constant(new int[][] { { 0, 0 }, { 0, dilationY - 1 }, { 0, 0 }, { 0,
			dilationX - 1 }, { 0, 0 }, { 0, 0 } }), tf.constant(0f));
		final Operand<TFloat32> joined = tf.reshape(filled, tf.constant(new int[] { height * dilationY, width * dilationX, channels,
			filters }));
		return tf.slice(joined, tf.constant(new int[4]), tf.constant(new int[] { (height - 1) * dilationY + 1, (width - 1) *
			dilationX + 1, channels, filters }));
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.ArrayList;
import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/**
 * Transposed convolution of one group, made of plain ones: TensorFlow's own, {@code Conv2DBackpropInput}, gives wrong numbers
 * for some shapes on some processors, and is slower. With a stride of 1 it is a convolution with the kernel turned round. With
 * larger strides the values below are taken apart by their phases in both directions (see {@link PhaseAxis}); each phase is
 * such a convolution with a part of the kernel, and their values are put side by side.
 */
final class TransposedConvolutionGraph {

	/**
	 * oneDNN keeps a lane of its vectors busy for each filter. With fewer channels below than this all phases are computed as
	 * one convolution, whose filters are the channels of all phases, although the kernel must grow to whole strides for that.
	 */
	private static final int FEW_CHANNELS = 16;

	/** One convolution is faster in any case where the kernel grows by no more than this. */
	private static final double LITTLE_GROWTH = 1.25;

	private final Ops tf;
	private final PlainConvolution plain;
	private final Shape input;
	private final Shape output;
	private final PhaseAxis rows;
	private final PhaseAxis columns;

	private TransposedConvolutionGraph(final PlainConvolution plain, final Window window, final Shape input,
		final Shape output)
	{
		tf = plain.tf();
		this.plain = plain;
		this.input = input;
		this.output = output;
		// With a stride, the gaps of dilation are zeros in the kernel.
		final boolean strideY = window.strideY() > 1;
		final boolean strideX = window.strideX() > 1;
		rows = new PhaseAxis(input.height(), output.height(), strideY ? window.extentY() : window.height(), window.strideY(),
			strideY ? 1 : window.dilationY(), window.padding().top());
		columns = new PhaseAxis(input.width(), output.width(), strideX ? window.extentX() : window.width(), window.strideX(),
			strideX ? 1 : window.dilationX(), window.padding().left());
	}

	/**
	 * Computes it.
	 *
	 * @param plain computes convolutions
	 * @param window window of the convolution that is transposed
	 * @param input shape of the maps that the convolution reads, and of the result
	 * @param output shape of the maps that the convolution gives
	 * @param above values of such maps: batch × height × width × filters
	 * @param kernel height × width × channels × filters
	 * @return batch × height × width × channels
	 */
	static Operand<TFloat32> transpose(final PlainConvolution plain, final Window window, final Shape input, final Shape output,
		final Operand<TFloat32> above, final Operand<TFloat32> kernel)
	{
		final Ops tf = plain.tf();
		if (ConvolutionProduct.isTransposable(window, input)) return ConvolutionProduct.transposed(tf, input, above, kernel);
		final Operand<TFloat32> filled = TurnedKernel.dilated(tf, kernel, window.strideY() > 1 ? window.dilationY() : 1, window
			.strideX() > 1 ? window.dilationX() : 1);
		final TransposedConvolutionGraph transposition = new TransposedConvolutionGraph(plain, window, input, output);
		return transposition.cropped(transposition.interleaved(transposition.isOneConvolution() ? transposition.together(above,
			filled) : transposition.apart(above, filled)));
	}

	private boolean isOneConvolution() {
		final double growth = (double) rows.mostTaps() * rows.stride() * columns.mostTaps() * columns.stride() / (rows.taps() *
			columns.taps());
		return growth <= LITTLE_GROWTH || input.channels() < FEW_CHANNELS;
	}

	/** All phases by one convolution. */
	private Operand<TFloat32> together(final Operand<TFloat32> above, final Operand<TFloat32> kernel) {
		return phase(above, TurnedKernel.ofAllPhases(tf, kernel, rows.grown(), columns.grown()), rows.grown(), columns.grown(), 0,
			0);
	}

	/** Phase by phase, row by row. */
	private Operand<TFloat32> apart(final Operand<TFloat32> above, final Operand<TFloat32> kernel) {
		final List<Operand<TFloat32>> phases = new ArrayList<>();
		for (int y = 0; y < rows.stride(); y++)
			for (int x = 0; x < columns.stride(); x++)
				phases.add(rows.reached(y) == 0 || columns.reached(x) == 0 ? zeros(above) : phase(above, TurnedKernel.ofPhase(tf,
					kernel, rows, columns, y, x), rows, columns, y, x));
		return tf.concat(phases, tf.constant(3));
	}

	/** A phase that no window reaches. */
	private Operand<TFloat32> zeros(final Operand<TFloat32> above) {
		return tf.fill(Tensors.sizes(tf, above, rows.blocks(), columns.blocks(), input.channels()), tf.constant(0f));
	}

	/** The values of a phase: batch × blocks × blocks × filters of its kernel. */
	private Operand<TFloat32> phase(final Operand<TFloat32> above, final Operand<TFloat32> kernel, final PhaseAxis phaseRows,
		final PhaseAxis phaseColumns, final int y, final int x)
	{
		final int top = phaseRows.before(y);
		final int bottom = phaseRows.after(y);
		final int left = phaseColumns.before(x);
		final int right = phaseColumns.after(x);
		final Shape seen = new Shape(output.channels(), output.height() + Math.min(0, top) + Math.min(0, bottom), output
			.width() + Math.min(0, left) + Math.min(0, right));
		final Window window = new Window(phaseRows.tapsOf(y), phaseColumns.tapsOf(x), 1, 1, new Padding(Math.max(0, top), Math
			.max(0, left), Math.max(0, bottom), Math.max(0, right)), phaseRows.dilation(), phaseColumns.dilation(), false);
		final Operand<TFloat32> reached = plain.convolve(window, seen, Tensors.part(tf, above, output, Math.max(0,
			-top), Math.max(0, -left), seen), kernel, null);
		return Tensors.pad(tf, reached, new Padding(0, 0, rows.blocks() - phaseRows.reached(y), columns.blocks() - phaseColumns
			.reached(x)), 0);
	}

	/** Puts the phases of each block where they belong. */
	private Operand<TFloat32> interleaved(final Operand<TFloat32> blocks) {
		final int strideY = rows.stride();
		final int strideX = columns.stride();
		if (strideY == 1 && strideX == 1) return blocks;
		if (strideY == strideX) return tf.nn.depthToSpace(blocks, (long) strideY);
		final Operand<TFloat32> phases = tf.reshape(blocks, tf.constant(new int[] { -1, rows.blocks(), columns.blocks(), strideY,
			strideX, input.channels() }));
		return Tensors.reshape(tf, tf.linalg.transpose(phases, tf.constant(new int[] { 0, 1, 3, 2, 4, 5 })), new Shape(input
			.channels(), rows.blocks() * strideY, columns.blocks() * strideX));
	}

	/** Without the padding, and what the last blocks have beyond the map. */
	private Operand<TFloat32> cropped(final Operand<TFloat32> whole) {
		return Tensors.part(tf, whole, new Shape(input.channels(), rows.blocks() * rows.stride(), columns.blocks() * columns
			.stride()), rows.cut(), columns.cut(), input);
	}
}

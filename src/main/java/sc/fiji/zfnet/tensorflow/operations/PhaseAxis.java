package sc.fiji.zfnet.tensorflow.operations;

/**
 * One axis, rows or columns, of a transposed convolution, taken apart by phases: the position of a value below within a
 * block of as many values as the stride. All values of one phase see the same taps of the kernel, every stride-th one, so
 * that they are a plain convolution of the map above. Padding counts as values below that are left out.
 *
 * @param size values below
 * @param above values above
 * @param taps taps of the kernel
 * @param stride values below from one window to the next
 * @param dilation distance of neighbouring taps; 1 unless the stride is 1
 * @param padding padding before the values below
 */
record PhaseAxis(int size, int above, int taps, int stride, int dilation, int padding) {

	/** With a kernel that has grown so far that all phases see as many taps. */
	PhaseAxis grown() {
		return new PhaseAxis(size, above, mostTaps() * stride, stride, dilation, padding);
	}

	/** Taps that the phase with most of them sees. */
	int mostTaps() {
		return (taps + stride - 1) / stride;
	}

	/** Taps that a phase sees; may be none where the stride is larger than the kernel. */
	int tapsOf(final int phase) {
		return Math.max(0, (taps - phase + stride - 1) / stride);
	}

	/** Blocks that hold the values below: the first may begin in the padding, the last end beyond. */
	int blocks() {
		return (padding + size + stride - 1) / stride - firstBlock();
	}

	/** Values of the first block that are padding. */
	int cut() {
		return padding % stride;
	}

	private int firstBlock() {
		return padding / stride;
	}

	/** Blocks from the first on in which some window reaches the value of a phase. */
	int reached(final int phase) {
		if (tapsOf(phase) == 0) return 0;
		return Math.max(0, Math.min(blocks(), above + span(phase) - firstBlock()));
	}

	/** Zeros before the map above for the convolution of a phase, fewer than its kernel spans; below 0 values to leave out. */
	int before(final int phase) {
		return span(phase) - firstBlock();
	}

	/** Likewise zeros after it. */
	int after(final int phase) {
		return reached(phase) + firstBlock() - above;
	}

	private int span(final int phase) {
		return (tapsOf(phase) - 1) * dilation;
	}
}

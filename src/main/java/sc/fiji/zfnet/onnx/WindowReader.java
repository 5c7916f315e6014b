package sc.fiji.zfnet.onnx;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Window;

/** Reads the window of a convolution or pooling from a node's attributes. */
final class WindowReader {

	private WindowReader() {}

	/**
	 * The window.
	 *
	 * @param operation the node
	 * @param input what it slides over, with the padding that it has already
	 * @param kernel height and width where the node does not state them; null when it must
	 */
	static Window read(final Operation operation, final Activation input, final int[] kernel) {
		final int[] size = operation.sizes("kernel_shape", kernel == null ? new int[2] : kernel);
		if (kernel == null && !operation.has("kernel_shape")) throw new IllegalArgumentException("kernel_shape is missing");
		if (kernel != null && (size[0] != kernel[0] || size[1] != kernel[1])) throw new IllegalArgumentException(
			"kernel_shape is " + size[0] + " × " + size[1] + " but the weights are " + kernel[0] + " × " + kernel[1]);
		final int[] stride = operation.sizes("strides", 1, 1);
		final int[] dilation = operation.sizes("dilations", 1, 1);
		final Window bare = new Window(size[0], size[1], stride[0], stride[1], Padding.NONE, dilation[0], dilation[1],
			operation.integer("ceil_mode", 0) != 0);
		return withPadding(bare, plus(padding(operation, bare, input), input.padding()));
	}

	/**
	 * The window of a pooling, without padding below and on the right that no position reaches, as exporters add more than
	 * they need.
	 */
	static Window reached(final Operation operation, final Activation input) {
		final Window window = read(operation, input, null);
		final Padding padding = window.padding();
		final Shape shape = input.shape();
		if (window.roundUp() || padding.bottom() < window.height() && padding.right() < window.width()) return window;
		final int bottom = (window.outputHeight(shape.height()) - 1) * window.strideY() + window.extentY() - shape.height() -
			padding.top();
		final int right = (window.outputWidth(shape.width()) - 1) * window.strideX() + window.extentX() - shape.width() - padding
			.left();
		return withPadding(window, new Padding(padding.top(), padding.left(), Math.max(0, bottom), Math.max(0, right)));
	}

	private static Window withPadding(final Window window, final Padding padding) {
		return new Window(window.height(), window.width(), window.strideY(), window.strideX(), padding, window.dilationY(),
			window.dilationX(), window.roundUp());
	}

	private static Padding plus(final Padding first, final Padding second) {
		return new Padding(first.top() + second.top(), first.left() + second.left(), first.bottom() + second.bottom(), first
			.right() + second.right());
	}

	private static Padding padding(final Operation operation, final Window window, final Activation input) {
		final String automatic = operation.text("auto_pad", "NOTSET");
		switch (automatic) {
			case "NOTSET", "":
				final int[] pads = operation.sizes("pads", 0, 0, 0, 0);
				return new Padding(pads[0], pads[1], pads[2], pads[3]);
			case "VALID":
				return Padding.NONE;
			case "SAME_UPPER", "SAME_LOWER":
				final Shape shape = input.shape();
				final int rows = missing(shape.height() + input.padding().vertical(), window.extentY(), window.strideY());
				final int columns = missing(shape.width() + input.padding().horizontal(), window.extentX(), window.strideX());
				final int more = automatic.equals("SAME_LOWER") ? 1 : 0;
				// An odd row or column goes below and to the right, or above and to the left.
				final int top = (rows + more) / 2;
				final int left = (columns + more) / 2;
				return new Padding(top, left, rows - top, columns - left);
			default:
				throw new IllegalArgumentException("auto_pad is '" + automatic +
					"'; NOTSET, SAME_UPPER, SAME_LOWER and VALID are accepted");
		}
	}

	private static int missing(final int size, final int extent, final int stride) {
		final int positions = (int) (((long) size + stride - 1) / stride);
		return (int) Math.max((positions - 1L) * stride + extent - size, 0);
	}
}

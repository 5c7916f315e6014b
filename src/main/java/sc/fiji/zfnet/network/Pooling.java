package sc.fiji.zfnet.network;

/** Common properties of max and average pooling. */
final class Pooling {

	private Pooling() {}

	static void check(final Window window) {
		if (window.dilationY() != 1 || window.dilationX() != 1) throw new IllegalArgumentException(
			"Pooling with a dilation of " + window.dilationY() + " × " + window.dilationX() + " is not supported; 1 is accepted");
		final Padding padding = window.padding();
		if (Math.max(padding.top(), padding.bottom()) >= window.height() || Math.max(padding.left(), padding
			.right()) >= window.width()) throw new IllegalArgumentException("Pooling over " + window.height() + " × " + window
				.width() + " with a padding of " + padding.top() + "," + padding.left() + "," + padding.bottom() + "," + padding
					.right() + " has windows of nothing but padding; padding smaller than the window is accepted");
	}

	static Shape outputShape(final Window window, final Shape input) {
		return new Shape(input.channels(), window.outputHeight(input.height()), window.outputWidth(input.width()));
	}
}

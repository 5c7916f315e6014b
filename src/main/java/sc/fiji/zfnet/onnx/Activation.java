package sc.fiji.zfnet.onnx;

import java.util.Arrays;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;

/**
 * A tensor that depends on the picture: a layer's output or the network's input.
 *
 * @param node name of the layer or of the input
 * @param shape shape for one picture, without padding
 * @param rank number of sides in ONNX, that of the pictures included: 2 for a vector, 4 for maps; the sides beyond 2 of a
 *          vector are 1
 * @param exclusive whether one node at most reads it, so that this node may be folded into the layer
 * @param padding zeros around it that a Pad node has put there and the next convolution has to take over
 * @param channelsLast whether four sides are pictures, rows, columns, channels in ONNX, as Keras has them
 */
record Activation(String node, Shape shape, int rank, boolean exclusive, Padding padding,
	boolean channelsLast) implements Value {

	private boolean isTurned() {
		return channelsLast && rank == 4;
	}

	/** Where ONNX has the axis of the channels, counted from the front. */
	int channelAxis() {
		return isTurned() ? 3 : 1;
	}

	/** The sides in ONNX' order; −1 stands for the number of pictures. */
	long[] sides() {
		if (rank == 2) return new long[] { -1, shape.channels() };
		if (isTurned()) return new long[] { -1, shape.height(), shape.width(), shape.channels() };
		return Arrays.copyOf(new long[] { -1, shape.channels(), shape.height(), shape.width() }, rank);
	}

	/** The same values with the channels as the second or as the last side. */
	Activation turned(final boolean last) {
		return new Activation(node, shape, rank, exclusive, padding, last);
	}

	/**
	 * An axis in the order pictures, channels, rows, columns, whatever ONNX' order.
	 *
	 * @throws IllegalArgumentException when there is no such axis
	 */
	int axis(final long axis) {
		if (axis < -rank || axis >= rank) throw new IllegalArgumentException("axis " + axis +
			" is out of range; its input has " + rank + " axes");
		final int positive = (int) (axis < 0 ? axis + rank : axis);
		return isTurned() ? new int[] { 0, 2, 3, 1 }[positive] : positive;
	}

	Activation ofRank(final int other) {
		return new Activation(node, shape, other, exclusive, padding, channelsLast && other == 4);
	}

	Activation padded(final Padding added) {
		return new Activation(node, shape, rank, exclusive, new Padding(padding.top() + added.top(), padding.left() + added
			.left(), padding.bottom() + added.bottom(), padding.right() + added.right()), channelsLast);
	}
}

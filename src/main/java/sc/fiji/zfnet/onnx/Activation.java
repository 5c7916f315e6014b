package sc.fiji.zfnet.onnx;

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
 */
record Activation(String node, Shape shape, int rank, boolean exclusive, Padding padding) implements Value {

	/**
	 * An axis counted from the front.
	 *
	 * @throws IllegalArgumentException when there is no such axis
	 */
	int axis(final long axis) {
		if (axis < -rank || axis >= rank) throw new IllegalArgumentException("axis " + axis +
			" is out of range; its input has " + rank + " axes");
		return (int) (axis < 0 ? axis + rank : axis);
	}

	Activation ofRank(final int other) {
		return new Activation(node, shape, other, exclusive, padding);
	}

	Activation padded(final Padding added) {
		return new Activation(node, shape, rank, exclusive, new Padding(padding.top() + added.top(), padding.left() + added
			.left(), padding.bottom() + added.bottom(), padding.right() + added.right()));
	}
}

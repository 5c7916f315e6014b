package sc.fiji.zfnet.tensorflow.check;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;

/**
 * A layer that is to be checked.
 *
 * @param node the layer in its place; its inputs' shapes count, not their names
 * @param weights its weights; null for a layer without
 */
public record LayerCase(Node node, LayerWeights weights) {

	/** What decides on the kernels that compute it: its type, settings and shapes. */
	public String setting() {
		return node.layer() + " " + node.inputShapes();
	}
}

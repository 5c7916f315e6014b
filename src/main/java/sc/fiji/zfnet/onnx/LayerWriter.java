package sc.fiji.zfnet.onnx;

import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Node;

/**
 * Writes one type of layer as nodes of an ONNX graph.
 *
 * @param <L> the type of layer
 */
@FunctionalInterface
interface LayerWriter<L extends Layer> {

	/**
	 * Adds the nodes.
	 *
	 * @param graph takes them
	 * @param node the layer's place in the network
	 * @param layer its settings
	 */
	void write(GraphWriter graph, Node node, L layer);
}

package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.Map;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;

/** The units of each layer that a change of a rectangle of the network's input can reach. */
final class AffectedRegions {

	private AffectedRegions() {}

	/**
	 * The affected rectangle of every node and, under its name, of the input, clipped to the maps; it may be empty.
	 *
	 * @param network the network
	 * @param changed rectangle of the input, inside it
	 */
	static Map<String, Region> of(final Network network, final Region changed) {
		final Map<String, Region> regions = new HashMap<>();
		regions.put(network.inputName(), changed);
		for (final Node node : network.nodes())
			regions.put(node.name(), node.layer().affected(node.inputs().stream().map(regions::get).toList(), node.inputShapes(),
				node.shape()));
		return regions;
	}
}

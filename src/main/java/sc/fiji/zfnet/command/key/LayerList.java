package sc.fiji.zfnet.command.key;

import java.util.List;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;

/** Reads the key {@code layers}: names of layers, separated by commas. */
public final class LayerList {

	/** Maximum number of pictures per batch. */
	private static final int LARGEST_BATCH = 32;

	/** Maximum number of values of all layers and pictures in a batch: 64 MiB. */
	private static final int BATCH_VALUES = 1 << 24;

	private LayerList() {}

	/**
	 * The layers that the user named, without duplicates, in order.
	 *
	 * @param text the user's list; blank for the defaults
	 * @param network the network
	 * @param defaults the default layers
	 * @throws IllegalArgumentException if there is no such layer
	 */
	public static List<String> parse(final String text, final Network network, final List<Node> defaults) {
		final Stream<String> names = text.isBlank() ? defaults.stream().map(Node::name) : Stream.of(text.split(",", -1)).map(
			String::trim);
		return names.map(name -> network.node(name).name()).distinct().toList();
	}

	/**
	 * The rectified output of the convolution in the middle of a network; with an even number of convolutions, the later of
	 * the middle two.
	 */
	public static Node middleConvolution(final Network network) {
		final List<Node> convolutions = network.convolutions();
		return convolutions.isEmpty() ? network.firstConvolution() : network.rectified(convolutions.get(convolutions.size() /
			2));
	}

	/** The batch size at which the values of these layers stay small in memory. */
	public static int batchSize(final Network network, final List<String> layers) {
		final long values = layers.stream().mapToLong(layer -> network.node(layer).shape().size()).sum();
		return (int) Math.max(2, Math.min(LARGEST_BATCH, BATCH_VALUES / values));
	}
}

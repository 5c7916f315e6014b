package sc.fiji.zfnet.command.key;

import java.util.List;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;

/** Reads the key {@code layers}: names of layers, separated by commas. */
public final class LayerList {

	/** How many pictures a network sees at once at the most. */
	private static final int LARGEST_BATCH = 32;

	/** Values of all layers and pictures of a batch at the most: 64 MiB. */
	private static final int BATCH_VALUES = 1 << 24;

	private LayerList() {}

	/**
	 * The layers that a user named, each once, in order.
	 *
	 * @param text what the user wrote; blank for the defaults
	 * @param network the network
	 * @param defaults what blank stands for
	 * @throws IllegalArgumentException when a layer is not there
	 */
	public static List<String> parse(final String text, final Network network, final List<Node> defaults) {
		final Stream<String> names = text.isBlank() ? defaults.stream().map(Node::name) : Stream.of(text.split(",", -1)).map(
			String::trim);
		return names.map(name -> network.node(name).name()).distinct().toList();
	}

	/** The convolution in the middle of a network, rectified; of an even number, the later of the two. */
	public static Node middleConvolution(final Network network) {
		final List<Node> convolutions = network.convolutions();
		return convolutions.isEmpty() ? network.firstConvolution() : network.rectified(convolutions.get(convolutions.size() /
			2));
	}

	/** How many pictures at once keep what is read of these layers small in memory. */
	public static int batchSize(final Network network, final List<String> layers) {
		final long values = layers.stream().mapToLong(layer -> network.node(layer).shape().size()).sum();
		return (int) Math.max(2, Math.min(LARGEST_BATCH, BATCH_VALUES / values));
	}
}

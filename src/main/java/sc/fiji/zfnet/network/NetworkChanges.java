package sc.fiji.zfnet.network;

import java.util.List;
import java.util.function.Function;

/** Networks derived from other networks. */
public final class NetworkChanges {

	private NetworkChanges() {}

	/** The same network with another dropout rate, if it has dropout. */
	public static Network withDropout(final Network network, final double rate) {
		return builder(network, network.nodes(), node -> node.layer() instanceof Dropout ? new Dropout(rate) : node
			.layer()).build();
	}

	/** The same layers for another number of classes, with a softmax at the end. */
	public static Network withClasses(final Network network, final int classes) {
		final String last = network.nodes().stream().filter(node -> node.kernelDimensions().length > 1).reduce((a, b) -> b)
			.orElseThrow().name();
		final Network.Builder builder = builder(network, network.nodes(), node -> node.name().equals(last) ? forClasses(node
			.layer(), classes) : node.layer());
		if (network.softmax().isEmpty()) builder.add("probabilities of the classes", new Softmax());
		return builder.build();
	}

	private static Layer forClasses(final Layer layer, final int classes) {
		return layer instanceof Convolution convolution ? new Convolution(classes, convolution.window(), 1, convolution
			.bias()) : new Dense(classes);
	}

	/**
	 * The network up to a layer, with a fully connected layer to classes and a softmax.
	 *
	 * @param network the network
	 * @param layer the last layer that is kept
	 * @param classes number of classes
	 * @return a network whose last node but one is the fully connected layer
	 */
	public static Network withClassifier(final Network network, final String layer, final int classes) {
		final Network.Builder builder = builder(network, network.upTo(layer), Node::layer);
		if (network.node(layer).shape().positions() > 1) builder.add(free("features", network), new Flatten());
		return builder.add(free("classes", network), new Dense(classes)).add(free("probabilities", network), new Softmax())
			.build();
	}

	/** A name that no layer of a network has. */
	private static String free(final String name, final Network network) {
		String free = name;
		while (network.contains(free) || network.inputName().equals(free)) free += "'";
		return free;
	}

	private static Network.Builder builder(final Network network, final List<Node> nodes, final Function<Node, Layer> change) {
		final Network.Builder builder = Network.input(network.inputName(), network.inputShape());
		for (final Node node : nodes)
			builder.add(node.name(), change.apply(node), node.inputs().toArray(String[]::new));
		return builder;
	}
}

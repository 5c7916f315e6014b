package sc.fiji.zfnet.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An immutable network: a graph of layers from one input to one output. Each node comes after the nodes that it reads.
 *
 * <pre>
 * Network network = Network.input("data", new Shape(3, 64, 64))
 *   .add("conv1", new Convolution(64, Window.square(7, 2, 1)))
 *   .add("relu1", new Relu())
 *   .build();
 * </pre>
 */
public final class Network {

	private final String inputName;
	private final Shape inputShape;
	private final Map<String, Node> nodes;
	private final Node output;

	private Network(final String inputName, final Shape inputShape, final Map<String, Node> nodes) {
		this.inputName = inputName;
		this.inputShape = inputShape;
		this.nodes = new LinkedHashMap<>(nodes);
		Node last = null;
		for (final Node node : nodes.values())
			last = node;
		output = last;
	}

	/** Starts building a network.
	 *
	 * @param name name of the input
	 * @param shape shape of the input: channels × height × width
	 */
	public static Builder input(final String name, final Shape shape) {
		return new Builder(name, shape);
	}

	/** Name of the input. */
	public String inputName() {
		return inputName;
	}

	/** Shape of the input. */
	public Shape inputShape() {
		return inputShape;
	}

	/** All nodes, each after its inputs, without the network's input. */
	public List<Node> nodes() {
		return List.copyOf(nodes.values());
	}

	/** The last node: the network's output. */
	public Node output() {
		return output;
	}

	/**
	 * The softmax that turns the network's output into probabilities, even if layers that preserve them follow it; empty if
	 * the output is scores.
	 */
	public Optional<Node> softmax() {
		Node node = output;
		while (!node.layer().isSoftmax()) {
			final Node above = nodes.get(node.inputs().get(0));
			if (above == null || !node.layer().keepsProbabilities(node.inputShapes())) return Optional.empty();
			node = above;
		}
		return Optional.of(node);
	}

	/** Whether there is a node of that name. */
	public boolean contains(final String name) {
		return nodes.containsKey(name);
	}

	/**
	 * The node of a name.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public Node node(final String name) {
		final Node node = nodes.get(name);
		if (node == null) throw new IllegalArgumentException("There is no layer '" + name + "'; the network has: " + String
			.join(", ", nodes.keySet()));
		return node;
	}

	/** Shape of a node's output, or of the input under its name. */
	public Shape shapeOf(final String name) {
		return name.equals(inputName) ? inputShape : node(name).shape();
	}

	/** Receptive field of a node's units, or of the input's pixels under its name. */
	public ReceptiveField receptiveFieldOf(final String name) {
		return name.equals(inputName) ? ReceptiveField.PIXEL : node(name).receptiveField();
	}

	/** The nodes that a node depends on, directly or indirectly, in the network's order, ending with the node itself. */
	public List<Node> upTo(final String name) {
		final Set<String> needed = new LinkedHashSet<>(List.of(node(name).name()));
		final List<Node> all = nodes();
		final List<Node> result = new ArrayList<>();
		for (int i = all.size() - 1; i >= 0; i--) {
			final Node node = all.get(i);
			if (!needed.contains(node.name())) continue;
			needed.addAll(node.inputs());
			result.add(0, node);
		}
		return result;
	}

	/** The nodes that read a node's output directly. */
	public List<Node> readersOf(final String name) {
		return nodes.values().stream().filter(node -> node.inputs().contains(name)).toList();
	}

	/** Weights and biases of all layers together. */
	public long parameters() {
		return nodes.values().stream().mapToLong(Node::parameters).sum();
	}

	/** Number of multiply-adds per picture. */
	public long multiplyAdds() {
		return nodes.values().stream().mapToLong(Node::multiplyAdds).sum();
	}

	/** Number of classes: channels of the output. */
	public int classes() {
		return output.shape().channels();
	}

	/** All convolutions, in order. */
	public List<Node> convolutions() {
		return nodes.values().stream().filter(Node::isConvolution).toList();
	}

	/** The last convolution, or its ReLU if that is its only reader: the deconvnet's default layer. */
	public Node lastConvolution() {
		return rectified(convolutions().stream().reduce((a, b) -> b).orElseThrow(Network::noConvolution));
	}

	/** The first convolution, or its ReLU if that is its only reader. */
	public Node firstConvolution() {
		return rectified(convolutions().stream().findFirst().orElseThrow(Network::noConvolution));
	}

	private static IllegalArgumentException noConvolution() {
		return new IllegalArgumentException("The network has no convolution");
	}

	/**
	 * The last hidden fully connected layer, rectified: the one before the layer that scores the classes. Where the network
	 * has no two fully connected layers it is the last layer with weights but one, rectified.
	 */
	public Node lastHidden() {
		final List<Node> dense = nodes.values().stream().filter(node -> node.kernelDimensions().length == 2).toList();
		if (dense.size() > 1) return rectified(dense.get(dense.size() - 2));
		final List<Node> weighted = nodes.values().stream().filter(Node::hasWeights).toList();
		return rectified(weighted.get(Math.max(0, weighted.size() - 2)));
	}

	/** The ReLU of a node's output if that is its only reader, otherwise the node itself. */
	public Node rectified(final Node node) {
		final List<Node> readers = readersOf(node.name());
		return readers.size() == 1 && readers.get(0).layer().isRectifier() ? readers.get(0) : node;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Network network && inputName.equals(network.inputName) && inputShape.equals(
			network.inputShape) && nodes().equals(network.nodes());
	}

	@Override
	public int hashCode() {
		return nodes().hashCode();
	}

	/** Collects the nodes of a network, in order. */
	public static final class Builder {

		private final String inputName;
		private final Shape inputShape;
		private final Map<String, Node> nodes = new LinkedHashMap<>();
		private final Map<String, Shape> shapes = new HashMap<>();
		private final Map<String, ReceptiveField> fields = new HashMap<>();
		private String last;

		private Builder(final String inputName, final Shape inputShape) {
			this.inputName = inputName;
			this.inputShape = inputShape;
			shapes.put(inputName, inputShape);
			fields.put(inputName, ReceptiveField.PIXEL);
			last = inputName;
		}

		/**
		 * Adds a node.
		 *
		 * @param name name of the node
		 * @param layer type and settings
		 * @param inputs names of its inputs; if none are given, the node (or input) before it
		 * @throws IllegalArgumentException if the name is taken, an input is unknown, or the layer does not accept its inputs
		 */
		public Builder add(final String name, final Layer layer, final String... inputs) {
			if (shapes.containsKey(name)) throw new IllegalArgumentException("There are two layers named '" + name +
				"'; each name may be used only once");
			final List<String> names = inputs.length == 0 ? List.of(last) : List.of(inputs);
			for (final String input : names)
				if (!shapes.containsKey(input)) throw new IllegalArgumentException("Layer '" + name + "' reads '" + input +
					"', which does not come before it");
			final List<Shape> inputShapes = names.stream().map(shapes::get).toList();
			final Node node;
			try {
				final Shape shape = layer.outputShape(inputShapes);
				node = new Node(name, layer, names, inputShapes, shape, layer.receptiveField(names.stream().map(fields::get)
					.toList(), inputShapes));
			}
			catch (final IllegalArgumentException exc) {
				throw new IllegalArgumentException("Layer '" + name + "' (" + layer.type() + "): " + exc.getMessage(), exc);
			}
			nodes.put(name, node);
			shapes.put(name, node.shape());
			fields.put(name, node.receptiveField());
			last = name;
			return this;
		}

		/** Shape of a node added before, or of the input. */
		public Shape shapeOf(final String name) {
			return shapes.get(name);
		}

		/**
		 * The network; the node added last is its output.
		 *
		 * @throws IllegalArgumentException when it has no node
		 */
		public Network build() {
			if (nodes.isEmpty()) throw new IllegalArgumentException("The network has no layers");
			return new Network(inputName, inputShape, nodes);
		}
	}
}

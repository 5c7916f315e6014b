package sc.fiji.zfnet.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorShapeProto;
import sc.fiji.zfnet.onnx.proto.TypeProto;
import sc.fiji.zfnet.onnx.proto.ValueInfoProto;

/**
 * Writes a network as a graph of operator set 13. Tensors bear the names of the nodes that compute them. ONNX tells
 * vectors (two axes) from maps of one pixel (four); where a layer needs the other form, a Squeeze or Unsqueeze stands
 * before it, which the reader takes back.
 */
final class GraphWriter {

	private final TrainedNetwork trained;
	private final WeightFormat format;
	private final GraphProto.Builder graph = GraphProto.newBuilder().setName("zfnet");
	private final Set<String> taken = new HashSet<>();
	/** Number of axes of each tensor. */
	private final Map<String, Integer> ranks = new HashMap<>();

	GraphWriter(final TrainedNetwork trained, final WeightFormat format) {
		this.trained = trained;
		this.format = format;
	}

	/** The graph, weights included. */
	GraphProto write() {
		final Network network = trained.network();
		taken.add(network.inputName());
		network.nodes().forEach(node -> taken.add(node.name()));
		ranks.put(network.inputName(), 4);
		graph.addInput(description(network.inputName(), network.inputShape()));
		network.nodes().forEach(node -> LayerWriters.write(this, node));
		graph.addOutput(description(network.output().name(), network.output().shape()));
		return graph.build();
	}

	private ValueInfoProto description(final String name, final Shape shape) {
		final TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
		sides.addDimBuilder().setDimParam("N");
		sides.addDimBuilder().setDimValue(shape.channels());
		if (ranks.get(name) == 4) {
			sides.addDimBuilder().setDimValue(shape.height());
			sides.addDimBuilder().setDimValue(shape.width());
		}
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor
			.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()).setShape(sides))).build();
	}

	/** Names of a node's inputs as tensors of four axes. */
	List<String> maps(final Node node) {
		return node.inputs().stream().map(input -> ranks.get(input) == 4 ? input : form("Unsqueeze", node, input)).toList();
	}

	/** Whether all inputs of a node are tensors of two axes. */
	boolean areVectors(final Node node) {
		return node.inputs().stream().allMatch(input -> ranks.get(input) == 2);
	}

	/** The only input of a node as a tensor of two axes. */
	String vector(final Node node) {
		final String input = node.inputs().get(0);
		return ranks.get(input) == 2 ? input : form("Squeeze", node, input);
	}

	private String form(final String operator, final Node reader, final String input) {
		final String axes = initializer(TensorWriter.integers(free(reader.name() + ".axes"), 2, 3));
		final String name = free(reader.name() + "." + input);
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(name).addInput(input).addInput(axes).addOutput(name));
		return name;
	}

	/** Stores the weights of a node and gives the names of the tensors of kernel and, where there are some, biases. */
	String[] weights(final Node node) {
		final LayerWeights weights = trained.weights().of(node.name());
		final String kernel = constant(node.name() + ".weight", weights.kernel(), node.kernelDimensions());
		if (weights.bias().length == 0) return new String[] { kernel };
		return new String[] { kernel, constant(node.name() + ".bias", weights.bias(), weights.bias().length) };
	}

	/** Stores values and gives the name of the tensor of 32-bit numbers that has them. */
	String constant(final String wanted, final float[] values, final int... sides) {
		final String name = initializer(TensorWriter.floats(free(wanted), format, values, sides));
		if (format == WeightFormat.FLOAT32) return name;
		final String wide = free(wanted + ".float32");
		graph.addNode(NodeProto.newBuilder().setOpType("Cast").setName(wide).addInput(name).addOutput(wide).addAttribute(
			Attributes.integer("to", TensorProto.DataType.FLOAT.getNumber())));
		return wide;
	}

	/** Stores a single number and gives the name of its tensor. */
	String number(final String wanted, final double value) {
		return initializer(TensorWriter.floats(free(wanted), WeightFormat.FLOAT32, new float[] { (float) value }));
	}

	/** Stores weights and biases of single channels such that they apply to an input of the node's number of axes. */
	String[] channels(final Node node) {
		final LayerWeights weights = trained.weights().of(node.name());
		final int[] sides = rank(node) == 4 ? new int[] { weights.kernel().length, 1, 1 } : new int[] { weights
			.kernel().length };
		final String kernel = constant(node.name() + ".weight", weights.kernel(), sides);
		if (weights.bias().length == 0) return new String[] { kernel };
		return new String[] { kernel, constant(node.name() + ".bias", weights.bias(), sides) };
	}

	/** Adds an operator that is a part of a node, and gives the name of its output. */
	String step(final Node node, final String operator, final String... inputs) {
		return step(node, operator, List.of(), inputs);
	}

	/** Adds an operator with attributes that is a part of a node, and gives the name of its output. */
	String step(final Node node, final String operator, final List<AttributeProto> attributes, final String... inputs) {
		final String name = free(node.name() + "." + operator.toLowerCase(java.util.Locale.ROOT));
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(name).addAllInput(List.of(inputs)).addOutput(name)
			.addAllAttribute(attributes));
		return name;
	}

	/** Number of axes that all inputs of a node can have: two where all are vectors. */
	int commonRank(final Node node) {
		return areVectors(node) ? 2 : 4;
	}

	/** Names of the inputs of a node as tensors of one number of axes. */
	List<String> alike(final Node node) {
		return areVectors(node) ? node.inputs() : maps(node);
	}

	/** Stores a tensor, which bears a free name, and gives its name. */
	String initializer(final TensorProto tensor) {
		graph.addInitializer(tensor);
		return tensor.getName();
	}

	/** Adds the one operator of a node, whose output has as many axes as given. */
	void add(final Node node, final String operator, final int rank, final List<String> inputs,
		final List<AttributeProto> attributes)
	{
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(node.name()).addAllInput(inputs).addOutput(node
			.name()).addAllAttribute(attributes));
		ranks.put(node.name(), rank);
	}

	/**
	 * Adds the operator that a node is when it is read again, and gives the name of its output, of which {@link #addLast} makes
	 * the node's own.
	 */
	String addNamed(final Node node, final String operator, final List<String> inputs,
		final List<AttributeProto> attributes)
	{
		final String output = free(node.name() + ".inner");
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(node.name()).addAllInput(inputs).addOutput(output)
			.addAllAttribute(attributes));
		return output;
	}

	/** Adds what makes a node's output, as maps, of that of {@link #addNamed}. */
	void addLast(final Node node, final String operator, final String... inputs) {
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(free(node.name() + ".outer")).addAllInput(List.of(inputs))
			.addOutput(node.name()));
		ranks.put(node.name(), 4);
	}

	/** Number of axes of the first input of a node. */
	int rank(final Node node) {
		return ranks.get(node.inputs().get(0));
	}

	/** A name that no tensor has yet. */
	String free(final String wanted) {
		String name = wanted;
		for (int number = 2; !taken.add(name); number++)
			name = wanted + "_" + number;
		return name;
	}
}

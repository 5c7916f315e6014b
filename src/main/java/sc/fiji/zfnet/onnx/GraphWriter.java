package sc.fiji.zfnet.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.AttributeProto.AttributeType;
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
	private final Precision precision;
	private final GraphProto.Builder graph = GraphProto.newBuilder().setName("zfnet");
	private final Set<String> taken = new HashSet<>();
	/** Number of axes of each tensor. */
	private final Map<String, Integer> ranks = new HashMap<>();

	GraphWriter(final TrainedNetwork trained, final Precision precision) {
		this.trained = trained;
		this.precision = precision;
	}

	/** The graph, weights included. */
	GraphProto write() {
		final Network network = trained.network();
		taken.add(network.inputName());
		network.nodes().forEach(node -> taken.add(node.name()));
		ranks.put(network.inputName(), 4);
		graph.addInput(description(network.inputName(), network.inputShape()));
		network.nodes().forEach(this::write);
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

	private void write(final Node node) {
		final Layer layer = node.layer();
		if (layer instanceof Convolution convolution) write(node, convolution);
		else if (layer instanceof Dense) writeDense(node);
		else if (layer instanceof MaxPool pool) add(node, "MaxPool", 4, maps(node), window(pool.window(), true));
		else if (layer instanceof AveragePool pool) add(node, "AveragePool", 4, maps(node), with(window(pool.window(), true),
			integer("count_include_pad", pool.countPadding() ? 1 : 0)));
		else if (layer instanceof GlobalAveragePool) add(node, "GlobalAveragePool", 4, maps(node), List.of());
		else if (layer instanceof LocalResponseNormalization normalization) add(node, "LRN", 4, maps(node), List.of(integer(
			"size", normalization.size()), number("alpha", normalization.alpha()), number("beta", normalization.beta()), number(
				"bias", normalization.bias())));
		else if (layer instanceof Relu) add(node, "Relu", rank(node), node.inputs(), List.of());
		else if (layer instanceof Softmax) add(node, "Softmax", rank(node), node.inputs(), List.of(integer("axis", 1)));
		else if (layer instanceof Dropout dropout) add(node, "Dropout", rank(node), with(node.inputs(), initializer(
			TensorWriter.floats(free(node.name() + ".ratio"), Precision.FLOAT32, new float[] { (float) dropout.rate() }))), List
				.of());
		else if (layer instanceof Flatten) add(node, "Flatten", 2, node.inputs(), List.of(integer("axis", 1)));
		else if (layer instanceof Reshape reshape) writeReshape(node, reshape.shape());
		else if (layer instanceof Concat) writeConcat(node);
		else throw new IllegalArgumentException("Layer '" + node.name() + "' of type " + layer.type() +
			" cannot be written as ONNX");
	}

	private void write(final Node node, final Convolution convolution) {
		final List<AttributeProto> attributes = new ArrayList<>(window(convolution.window(), false));
		attributes.add(integers("dilations", convolution.window().dilationY(), convolution.window().dilationX()));
		attributes.add(integer("group", convolution.groups()));
		add(node, "Conv", 4, with(maps(node), weights(node)), attributes);
	}

	private void writeDense(final Node node) {
		final String input = node.inputs().get(0);
		final String vector = ranks.get(input) == 2 ? input : form("Squeeze", node, input);
		add(node, "Gemm", 2, with(List.of(vector), weights(node)), List.of(integer("transB", 1)));
	}

	private void writeReshape(final Node node, final Shape shape) {
		// 0 keeps the number of pictures.
		final String target = initializer(TensorWriter.integers(free(node.name() + ".shape"), 0, shape.channels(), shape
			.height(), shape.width()));
		add(node, "Reshape", 4, with(node.inputs(), target), List.of());
	}

	private void writeConcat(final Node node) {
		final boolean vectors = node.inputs().stream().allMatch(input -> ranks.get(input) == 2);
		add(node, "Concat", vectors ? 2 : 4, vectors ? node.inputs() : maps(node), List.of(integer("axis", 1)));
	}

	/** Names of a node's inputs as tensors of four axes. */
	private List<String> maps(final Node node) {
		return node.inputs().stream().map(input -> ranks.get(input) == 4 ? input : form("Unsqueeze", node, input)).toList();
	}

	private String form(final String operator, final Node reader, final String input) {
		final String axes = initializer(TensorWriter.integers(free(reader.name() + ".axes"), 2, 3));
		final String name = free(reader.name() + "." + input);
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(name).addInput(input).addInput(axes).addOutput(name));
		return name;
	}

	private String[] weights(final Node node) {
		final LayerWeights weights = trained.weights().of(node.name());
		final String kernel = constant(node.name() + ".weight", weights.kernel(), node.kernelDimensions());
		if (weights.bias().length == 0) return new String[] { kernel };
		return new String[] { kernel, constant(node.name() + ".bias", weights.bias(), weights.bias().length) };
	}

	/** Stores values and gives the name of the tensor of 32-bit numbers that has them. */
	private String constant(final String wanted, final float[] values, final int... sides) {
		final String name = initializer(TensorWriter.floats(free(wanted), precision, values, sides));
		if (precision == Precision.FLOAT32) return name;
		final String wide = free(wanted + ".float32");
		graph.addNode(NodeProto.newBuilder().setOpType("Cast").setName(wide).addInput(name).addOutput(wide).addAttribute(
			integer("to", TensorProto.DataType.FLOAT.getNumber())));
		return wide;
	}

	private String initializer(final TensorProto tensor) {
		graph.addInitializer(tensor);
		return tensor.getName();
	}

	private void add(final Node node, final String operator, final int rank, final List<String> inputs,
		final List<AttributeProto> attributes)
	{
		graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(node.name()).addAllInput(inputs).addOutput(node
			.name()).addAllAttribute(attributes));
		ranks.put(node.name(), rank);
	}

	private int rank(final Node node) {
		return ranks.get(node.inputs().get(0));
	}

	private String free(final String wanted) {
		String name = wanted;
		for (int number = 2; !taken.add(name); number++)
			name = wanted + "_" + number;
		return name;
	}

	private static List<AttributeProto> window(final Window window, final boolean pooling) {
		final Padding padding = window.padding();
		final List<AttributeProto> attributes = List.of(integers("kernel_shape", window.height(), window.width()), integers(
			"strides", window.strideY(), window.strideX()), integers("pads", padding.top(), padding.left(), padding.bottom(),
				padding.right()));
		return pooling ? with(attributes, integer("ceil_mode", window.roundUp() ? 1 : 0)) : attributes;
	}

	@SafeVarargs
	private static <T> List<T> with(final List<T> list, final T... more) {
		final List<T> all = new ArrayList<>(list);
		all.addAll(List.of(more));
		return all;
	}

	private static AttributeProto integer(final String name, final long value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
	}

	private static AttributeProto number(final String name, final double value) {
		return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOAT).setF((float) value).build();
	}

	private static AttributeProto integers(final String name, final long... values) {
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
		for (final long value : values)
			attribute.addInts(value);
		return attribute.build();
	}
}

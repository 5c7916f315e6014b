package sc.fiji.zfnet.robustness;

import com.google.protobuf.InvalidProtocolBufferException;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;

/**
 * Writes local response normalisation as products, sums and powers. ONNX Runtime goes from map to map by adding the square that
 * comes in and subtracting the one that leaves, so that one map of values above a thousand times those of its neighbours makes
 * their sums wrong, or negative and their powers NaN.
 */
final class SpeltOutNormalization {

	/** From here on the operators broadcast. */
	private static final long FIRST_OPSET = 7;

	private SpeltOutNormalization() {}

	/** The same model; with its own nodes where it is too old. */
	static byte[] of(final byte[] content) {
		try {
			final ModelProto.Builder model = ModelProto.parseFrom(content).toBuilder();
			if (model.getOpsetImport(0).getVersion() < FIRST_OPSET) return content;
			final GraphProto.Builder graph = model.getGraphBuilder();
			final List<NodeProto> nodes = List.copyOf(graph.getNodeList());
			graph.clearNode();
			for (final NodeProto node : nodes)
				if (node.getOpType().equals("LRN") && node.getInputCount() == 1 && node.getOutputCount() == 1) spellOut(graph, node);
				else graph.addNode(node);
			return model.build().toByteArray();
		}
		catch (final InvalidProtocolBufferException exc) {
			throw new IllegalStateException(exc); // it was read before
		}
	}

	/** x / (bias + alpha · mean of the squares of neighbouring maps)^beta; the mean is one of pooling along the maps. */
	private static void spellOut(final GraphProto.Builder graph, final NodeProto node) {
		final String x = node.getInput(0);
		final String name = node.getOutput(0);
		int size = 1;
		final float[] settings = { 1e-4f, 0.75f, 1 };
		final List<String> names = List.of("alpha", "beta", "bias");
		for (final AttributeProto attribute : node.getAttributeList())
			if (attribute.getName().equals("size")) size = (int) attribute.getI();
			else if (names.contains(attribute.getName())) settings[names.indexOf(attribute.getName())] = attribute.getF();
		graph.addInitializer(TensorProto.newBuilder().setName(name + " flat").setDataType(
			TensorProto.DataType.INT64_VALUE).addDims(3).addInt64Data(0).addInt64Data(0).addInt64Data(-1));
		for (int i = 0; i < settings.length; i++)
			graph.addInitializer(TensorProto.newBuilder().setName(name + " " + names.get(i)).setDataType(
				TensorProto.DataType.FLOAT_VALUE).addDims(1).addFloatData(settings[i]));
		add(graph, "Shape", name + " sides", x);
		add(graph, "Reshape", name + " x", x, name + " flat");
		add(graph, "Mul", name + " squares", name + " x", name + " x");
		turn(graph, name + " turned", name + " squares");
		final NodeProto.Builder pool = add(graph, "AveragePool", name + " means", name + " turned");
		pool.addAttribute(integers("kernel_shape", size));
		pool.addAttribute(integers("pads", (size - 1) / 2, size / 2));
		pool.addAttribute(AttributeProto.newBuilder().setName("count_include_pad").setType(AttributeProto.AttributeType.INT).setI(
			1));
		turn(graph, name + " back", name + " means");
		add(graph, "Mul", name + " weighted", name + " back", name + " alpha");
		add(graph, "Add", name + " sum", name + " weighted", name + " bias");
		add(graph, "Pow", name + " divisor", name + " sum", name + " beta");
		add(graph, "Div", name + " quotient", name + " x", name + " divisor");
		add(graph, "Reshape", name, name + " quotient", name + " sides");
	}

	private static void turn(final GraphProto.Builder graph, final String output, final String input) {
		add(graph, "Transpose", output, input).addAttribute(integers("perm", 0, 2, 1));
	}

	private static NodeProto.Builder add(final GraphProto.Builder graph, final String operator, final String output,
		final String... inputs)
	{
		return graph.addNodeBuilder().setOpType(operator).setName(output).addOutput(output).addAllInput(List.of(inputs));
	}

	private static AttributeProto integers(final String name, final long... values) {
		final List<Long> all = new ArrayList<>();
		for (final long value : values)
			all.add(value);
		return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS).addAllInts(all).build();
	}
}

package sc.fiji.zfnet.onnx;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;

import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.AttributeProto.AttributeType;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.OperatorSetIdProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;
import sc.fiji.zfnet.onnx.proto.TensorShapeProto;
import sc.fiji.zfnet.onnx.proto.ValueInfoProto;

/** Builds small ONNX models for tests; the input is called x. */
final class Graph {

	private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
	private final int opset;
	private final Random random = new Random(1);
	private String last = "x";

	Graph(final int opset, final int... pictureShape) {
		this.opset = opset;
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		shape.addDimBuilder().setDimValue(1);
		for (final int side : pictureShape)
			shape.addDimBuilder().setDimValue(side);
		graph.addInput(value("x", shape));
	}

	static ValueInfoProto value(final String name, final TensorShapeProto.Builder shape) {
		final ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(name);
		value.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT_VALUE).setShape(shape);
		return value.build();
	}

	GraphProto.Builder proto() {
		return graph;
	}

	/** Random weights from −1 to 1. */
	Graph weights(final String name, final int... sides) {
		int size = 1;
		for (final int side : sides)
			size *= side;
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = random.nextFloat() * 2 - 1;
		return floats(name, sides, values);
	}

	Graph floats(final String name, final int[] sides, final float... values) {
		graph.addInitializer(TensorWriter.floats(name, WeightFormat.FLOAT32, values, sides));
		return this;
	}

	Graph integers(final String name, final long... values) {
		graph.addInitializer(TensorWriter.integers(name, values));
		return this;
	}

	Graph tensor(final TensorProto tensor) {
		graph.addInitializer(tensor);
		return this;
	}

	/** Adds a node that reads the node before it and further tensors; it and its output bear the given name. */
	Graph then(final String operator, final String name, final String... more) {
		final String[] inputs = new String[more.length + 1];
		inputs[0] = last;
		System.arraycopy(more, 0, inputs, 1, more.length);
		return node(operator, name, inputs);
	}

	/** Adds a node. */
	Graph node(final String operator, final String name, final String... inputs) {
		final NodeProto.Builder node = graph.addNodeBuilder().setOpType(operator).setName(name).addOutput(name);
		for (final String input : inputs)
			node.addInput(input);
		last = name;
		return this;
	}

	/** Gives the last node one more output. */
	Graph output(final String name) {
		graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(name);
		return this;
	}

	private AttributeProto.Builder attribute(final String name) {
		return graph.getNodeBuilder(graph.getNodeCount() - 1).addAttributeBuilder().setName(name);
	}

	/** Gives the last node an attribute. */
	Graph with(final String name, final long... values) {
		final AttributeProto.Builder attribute = attribute(name).setType(AttributeType.INTS);
		for (final long value : values)
			attribute.addInts(value);
		return this;
	}

	Graph withInt(final String name, final long value) {
		attribute(name).setType(AttributeType.INT).setI(value);
		return this;
	}

	Graph withFloat(final String name, final float value) {
		attribute(name).setType(AttributeType.FLOAT).setF(value);
		return this;
	}

	Graph withText(final String name, final String value) {
		attribute(name).setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(value));
		return this;
	}

	Graph withTensor(final String name, final TensorProto value) {
		attribute(name).setType(AttributeType.TENSOR).setT(value);
		return this;
	}

	ModelProto model() {
		final GraphProto.Builder complete = graph.clone();
		if (complete.getOutputCount() == 0) {
			final ValueInfoProto.Builder output = complete.addOutputBuilder().setName(last);
			output.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT_VALUE);
		}
		return ModelProto.newBuilder().setIrVersion(opset < 9 ? 3 : 8).addOpsetImport(OperatorSetIdProto.newBuilder()
			.setVersion(opset)).setGraph(complete).build();
	}

	/** Leaves sides of the input open, by their index in the shape. */
	Graph open(final int... sides) {
		for (final int side : sides)
			graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(side).clear().setDimParam(
				"side" + side);
		return this;
	}

	/** Reads it as the reader would from a file. */
	TrainedNetwork read() throws IOException {
		return readWithSize(OptionalInt.empty());
	}

	/** Reads it with a size for an open input. */
	TrainedNetwork readWithSize(final OptionalInt size) throws IOException {
		final Path file = Files.createTempFile("graph", ".onnx");
		try {
			Files.write(file, model().toByteArray());
			return OnnxReader.read(file, size);
		}
		finally {
			Files.delete(file);
		}
	}
}

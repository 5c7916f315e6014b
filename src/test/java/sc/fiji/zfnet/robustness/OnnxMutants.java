package sc.fiji.zfnet.robustness;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.ModelProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.robustness.Counts.Result;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * ONNX files of random networks whose graphs are changed here and there: each must give ONNX Runtime's answer or be refused
 * in a sentence. What ONNX Runtime itself refuses may be read or refused.
 */
final class OnnxMutants {

	private static final List<String> OPERATORS = List.of("Relu", "Identity", "Flatten", "Dropout", "Softmax", "MaxPool",
		"AveragePool", "GlobalAveragePool", "LRN", "Sigmoid", "Tanh", "BatchNormalization", "Conv", "Gemm", "MatMul", "Add",
		"Concat", "Squeeze", "Reshape", "Nonsense");
	private static final long[] ODD = { -1, 0, 1, 2, 3, 100, Integer.MIN_VALUE, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE };
	private static final double LONGEST_SECONDS = 120;
	private static final long MOST_WORK = 50_000_000;

	private final long seed;
	private final Path folder;
	private final Path file;
	private final Counts counts;
	private Random random;

	OnnxMutants(final long seed, final Path folder, final Counts counts) {
		this.seed = seed;
		this.folder = folder;
		file = folder.resolve("mutant.onnx");
		this.counts = counts;
	}

	void run(final int number) throws IOException {
		for (int i = 0; i < number; i++) {
			// Each follows from the seed and its number alone, whatever came of those before.
			random = new Random(seed * 1_000_003 + i);
			final int defects = counts.defects();
			writeNetwork(i % 2 == 0);
			final ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
			final StringBuilder what = new StringBuilder("mutant " + i + ":");
			for (int change = random.nextInt(3); change >= 0; change--)
				what.append(' ').append(mutate(model));
			Files.write(file, model.build().toByteArray());
			try {
				check(what.toString());
			}
			catch (final RuntimeException | Error exc) {
				counts.add("ONNX mutants", Result.CRASHED, what + ": " + exc);
			}
			if (counts.defects() > defects) Files.copy(file, folder.resolve("mutant-" + i + ".onnx"));
			if (i % 500 == 499) System.out.println((i + 1) + " mutants");
		}
	}

	/** A random network; not one with a layer that ONNX has no operator for. */
	private void writeNetwork(final boolean chain) throws IOException {
		while (true)
			try {
				OnnxWriter.write(chain ? RandomNetworks.network(random) : RandomNetworks.residual(random), file);
				return;
			}
			catch (final IllegalArgumentException exc) {
				if (!exc.getMessage().contains("cannot be written as ONNX")) throw exc;
			}
	}

	/**
	 * Whether pooling rounds up in a way in which ONNX Runtime and the plugin, which goes with PyTorch, differ: a window that
	 * lies beyond the map and its padding, of numbers such as −3.4e38, is left out, and averages count no more than map and
	 * padding.
	 */
	private static boolean roundsUpDifferently(final TrainedNetwork trained) {
		return trained.network().nodes().stream().anyMatch(node -> {
			final Window window = node.layer() instanceof MaxPool pool ? pool.window() : node.layer() instanceof AveragePool pool
				? pool.window() : null;
			if (window == null || !window.roundUp()) return false;
			final Shape input = node.inputShapes().get(0);
			final Padding padding = window.padding();
			return node.layer() instanceof AveragePool pool && pool.countPadding() || positions(input.height() + padding.top() +
				padding.bottom() - window.extentY(), window.strideY()) > node.shape().height() || positions(input.width() + padding
					.left() + padding.right() - window.extentX(), window.strideX()) > node.shape().width();
		});
	}

	private static int positions(final int room, final int stride) {
		return (room + stride - 1) / stride + 1;
	}

	private String mutate(final ModelProto.Builder model) {
		final GraphProto.Builder graph = model.getGraphBuilder();
		final int at = random.nextInt(graph.getNodeCount());
		final NodeProto.Builder node = graph.getNodeBuilder(at);
		switch (random.nextInt(10)) {
			case 0:
				model.getOpsetImportBuilder(0).setVersion(1 + random.nextInt(23));
				return "opset " + model.getOpsetImport(0).getVersion();
			case 1:
				final String old = node.getOpType();
				node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
				return old + " becomes " + node.getOpType();
			case 2:
				return inserted(graph, at);
			case 3:
				if (node.getInputCount() == 0) return "nothing";
				node.setInput(random.nextInt(node.getInputCount()), tensor(graph));
				return node.getOpType() + " reads another tensor";
			case 4:
				if (node.getAttributeCount() == 0) return "nothing";
				return attribute(node.getAttributeBuilder(random.nextInt(node.getAttributeCount())), node.getOpType());
			case 5:
				graph.removeNode(at);
				if (graph.getNodeCount() == 0) graph.addNode(node);
				return node.getOpType() + " removed";
			case 6:
				if (graph.getInitializerCount() == 0) return "nothing";
				final TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
				if (tensor.getDimsCount() == 0) return "nothing";
				tensor.setDims(random.nextInt(tensor.getDimsCount()), random.nextInt(9) - 1);
				return tensor.getName() + " has other sides";
			case 7:
				return value(graph);
			case 8:
				if (node.getInputCount() < 2) return "nothing";
				final List<String> fewer = List.copyOf(node.getInputList().subList(0, node.getInputCount() - 1));
				node.clearInput().addAllInput(fewer);
				return node.getOpType() + " without its last input";
			default:
				if (node.getAttributeCount() == 0) return "nothing";
				node.removeAttribute(random.nextInt(node.getAttributeCount()));
				return node.getOpType() + " without an attribute";
		}
	}

	/** Any tensor's name, or none. */
	private String tensor(final GraphProto.Builder graph) {
		if (random.nextInt(8) == 0) return "";
		if (graph.getInitializerCount() > 0 && random.nextInt(3) == 0) return graph.getInitializer(random.nextInt(graph
			.getInitializerCount())).getName();
		final NodeProto node = graph.getNode(random.nextInt(graph.getNodeCount()));
		return node.getOutputCount() == 0 ? "" : node.getOutput(0);
	}

	/** A node of one input that stands between a node and those that read it. */
	private String inserted(final GraphProto.Builder graph, final int at) {
		final String operator = OPERATORS.get(random.nextInt(12));
		final String output = graph.getNode(at).getOutput(0);
		final String before = output + " before";
		graph.getNodeBuilder(at).setOutput(0, before);
		final NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName("inserted " + graph.getNodeCount())
			.addInput(before).addOutput(output);
		if (operator.endsWith("Pool") && !operator.startsWith("Global")) node.addAttribute(AttributeProto.newBuilder().setName(
			"kernel_shape").setType(AttributeProto.AttributeType.INTS).addInts(1 + random.nextInt(2)).addInts(1 + random.nextInt(
				2)));
		if (operator.equals("Softmax")) node.addAttribute(AttributeProto.newBuilder().setName("axis").setType(
			AttributeProto.AttributeType.INT).setI(1));
		if (operator.equals("LRN")) node.addAttribute(AttributeProto.newBuilder().setName("size").setType(
			AttributeProto.AttributeType.INT).setI(1 + random.nextInt(4)));
		graph.addNode(at + 1, node);
		return operator + " after " + graph.getNode(at).getOpType();
	}

	private String attribute(final AttributeProto.Builder attribute, final String operator) {
		if (random.nextInt(8) == 0 && attribute.getIntsCount() > 0) attribute.setInts(0, ODD[random.nextInt(ODD.length)]);
		else if (random.nextInt(8) == 0 && attribute.getType() == AttributeProto.AttributeType.INT) attribute.setI(ODD[random
			.nextInt(ODD.length)]);
		else if (attribute.getIntsCount() > 0) attribute.setInts(random.nextInt(attribute.getIntsCount()), random.nextInt(6) - 1);
		else if (attribute.getType() == AttributeProto.AttributeType.INT) attribute.setI(random.nextInt(5) - 1);
		else if (attribute.getType() == AttributeProto.AttributeType.FLOAT) attribute.setF(new float[] { 0, -1, 0.5f, 2,
			Float.NaN, 1e30f }[random.nextInt(6)]);
		else attribute.setS(ByteString.copyFromUtf8("SAME_LOWER"));
		return attribute.getName() + " of " + operator;
	}

	private String value(final GraphProto.Builder graph) {
		if (graph.getInitializerCount() == 0) return "nothing";
		final TensorProto.Builder tensor = graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
		final byte[] bytes = tensor.getRawData().toByteArray();
		if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE && bytes.length >= Long.BYTES) {
			final long odd = ODD[random.nextInt(ODD.length)];
			ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.BYTES * random.nextInt(bytes.length / Long.BYTES),
				odd);
			tensor.setRawData(ByteString.copyFrom(bytes));
			return tensor.getName() + " holds " + odd;
		}
		if (bytes.length < 4 || tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) return "nothing";
		final float value = new float[] { 0, 1e6f, Float.NaN, Float.POSITIVE_INFINITY, -3 }[random.nextInt(5)];
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(4 * random.nextInt(bytes.length / 4), value);
		tensor.setRawData(ByteString.copyFrom(bytes));
		return tensor.getName() + " holds " + value;
	}

	private void check(final String what) throws IOException {
		final long begun = System.nanoTime();
		final TrainedNetwork trained;
		try {
			trained = OnnxReader.read(file);
		}
		catch (final IOException exc) {
			counts.add("ONNX mutants", isSentence(exc.getMessage()) ? Result.REFUSED : Result.CRASHED, what + ": " + exc
				.getMessage());
			return;
		}
		final Shape shape = trained.network().inputShape();
		if (trained.network().multiplyAdds() > MOST_WORK || shape.size() > 1 << 20) {
			counts.add("ONNX mutants, too large to compute", Result.RIGHT, what);
			return;
		}
		if (roundsUpDifferently(trained)) {
			counts.add("ONNX mutants that round up as PyTorch does, not compared", Result.RIGHT, what);
			return;
		}
		final float[] input = new float[shape.size()];
		for (int i = 0; i < input.length; i++)
			input[i] = random.nextFloat() * 2 - 1;
		final float[] found = ours(trained, input);
		final byte[] model = Files.readAllBytes(file);
		float[] expected = null;
		try {
			expected = runtime(model, input, shape);
			if (!agree(expected, found)) expected = runtime(SpeltOutNormalization.of(model), input, shape);
		}
		catch (final OrtException exc) {
			// An invalid file, of which we read what we can.
		}
		if ((System.nanoTime() - begun) / 1e9 > LONGEST_SECONDS) counts.add("ONNX mutants", Result.HUNG, what);
		else if (expected == null) counts.add("ONNX mutants that ONNX Runtime refuses", Result.RIGHT, what);
		else counts.add("ONNX mutants", agree(expected, found) ? Result.RIGHT : Result.WRONG, what + ": " +
			difference(expected, found));
	}

	static boolean isSentence(final String message) {
		return message != null && !message.contains("not enough memory") && Stream.of("\n", "Exception", "java.", "null").noneMatch(
			message.replace("/dev/null", "")::contains);
	}

	/** The numbers that differ most. */
	private static String difference(final float[] expected, final float[] found) {
		if (expected.length != found.length) return found.length + " numbers and not " + expected.length;
		int worst = 0;
		for (int i = 0; i < found.length; i++)
			if (!(Math.abs(expected[i] - found[i]) <= Math.abs(expected[worst] - found[worst]))) worst = i;
		return found[worst] + " and not " + expected[worst] + ", number " + worst + " of " + found.length;
	}

	/** Not a number in the same places, and else equal to four digits of the largest. */
	private static boolean agree(final float[] expected, final float[] found) {
		if (expected.length != found.length) return false;
		float largest = 1e-3f;
		for (final float value : expected)
			if (Float.isFinite(value)) largest = Math.max(largest, Math.abs(value));
		for (int i = 0; i < expected.length; i++) {
			if (Float.isFinite(expected[i]) != Float.isFinite(found[i])) return false;
			if (Float.isFinite(expected[i]) && Math.abs(expected[i] - found[i]) > 1e-3f * largest) return false;
		}
		return true;
	}

	static float[] runtime(final byte[] model, final float[] input, final Shape shape) throws OrtException {
		final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(1);
			try (OrtSession session = environment.createSession(model, options); OnnxTensor tensor = OnnxTensor
				.createTensor(environment, FloatBuffer.wrap(input), new long[] { 1, shape.channels(), shape.height(), shape
					.width() }); OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), tensor)))
			{
				final FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
				final float[] output = new float[values.remaining()];
				values.get(output);
				return output;
			}
		}
	}

	/** The output in ONNX's order: channel by channel. */
	static float[] ours(final TrainedNetwork trained, final float[] input) {
		final Shape shape = trained.network().inputShape();
		final Batch batch = new Batch(1, shape);
		for (int c = 0, i = 0; c < shape.channels(); c++)
			for (int y = 0; y < shape.height(); y++)
				for (int x = 0; x < shape.width(); x++, i++)
					batch.values()[batch.index(0, y, x, c)] = input[i];
		final String name = trained.network().output().name();
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final Batch output = session.forward(List.of(batch), List.of(name)).get(name);
			final Shape made = output.shape();
			final float[] values = new float[made.size()];
			for (int c = 0, i = 0; c < made.channels(); c++)
				for (int y = 0; y < made.height(); y++)
					for (int x = 0; x < made.width(); x++, i++)
						values[i] = output.get(0, y, x, c);
			return values;
		}
	}
}

package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.zfnet.onnx.Runtime.assertSameAnswers;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
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
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorProto.DataType;
import sc.fiji.zfnet.onnx.proto.TensorShapeProto;

class OperatorsTest {

	private static String refusal(final Graph graph) {
		return assertThrows(IOException.class, graph::read).getMessage();
	}

	private static void assertRefused(final Graph graph, final String part) {
		final String message = refusal(graph);
		assertTrue(message.contains(part), message);
	}

	private static Layer layer(final TrainedNetwork trained, final String name) {
		return trained.network().node(name).layer();
	}

	private static List<String> names(final TrainedNetwork trained) {
		return trained.network().nodes().stream().map(Node::name).toList();
	}

	// Convolution

	@Test
	void convolutionTakesGroupsDilationStridesAndUnevenPadding() throws Exception {
		final Graph graph = new Graph(13, 4, 11, 10).weights("w", 6, 2, 3, 2).weights("b", 6).then("Conv", "conv", "w", "b")
			.withInt("group", 2).with("dilations", 2, 3).with("strides", 2, 1).with("pads", 1, 0, 2, 3);
		assertEquals(new Convolution(6, new Window(3, 2, 2, 1, new Padding(1, 0, 2, 3), 2, 3, false), 2, true), layer(
			assertSameAnswers(graph), "conv"));
	}

	@Test
	void convolutionTakesItsSizeFromTheWeightsAndNeedsNoBias() throws Exception {
		final Graph graph = new Graph(13, 3, 8, 8).weights("w", 2, 3, 3, 5).then("Conv", "conv", "w");
		assertEquals(new Convolution(2, new Window(3, 5, 1, 1, Padding.NONE, 1, 1, false), 1, false), layer(
			assertSameAnswers(graph), "conv"));
	}

	@ParameterizedTest
	@CsvSource({ "SAME_UPPER,1,2,2,2", "SAME_LOWER,2,2,1,2", "VALID,0,0,0,0" })
	void automaticPaddingIsMadeExplicit(final String automatic, final int top, final int left, final int bottom,
		final int right) throws Exception
	{
		// 8 rows, 4 positions 2 apart, 5 high: 3 rows are missing. 5 columns, stride 1: 4 are missing.
		final Graph graph = new Graph(13, 1, 8, 5).weights("w", 2, 1, 5, 5).then("Conv", "conv", "w").with("strides", 2, 1)
			.withText("auto_pad", automatic);
		final Convolution convolution = (Convolution) layer(assertSameAnswers(graph), "conv");
		assertEquals(new Padding(top, left, bottom, right), convolution.window().padding());
	}

	@Test
	void weightsThatDoNotGoWithTheInputAreRefused() {
		assertRefused(new Graph(13, 3, 8, 8).weights("w", 2, 4, 3, 3).then("Conv", "c7", "w"), "node 'c7' (Conv)");
		assertRefused(new Graph(13, 3, 8, 8).weights("w", 2, 3, 3, 3).then("Conv", "c", "w").with("kernel_shape", 5, 5),
			"kernel_shape is 5 × 5 but the weights are 3 × 3");
		assertRefused(new Graph(13, 3, 8, 8).weights("w", 2, 3, 3, 3).then("Conv", "c", "w").with("strides", 0, 1),
			"stride");
		assertRefused(new Graph(13, 3, 8, 8).weights("w", 2, 3, 3).then("Conv", "c", "w"), "four axes");
		assertRefused(new Graph(13, 3, 8, 8).weights("w", 2, 3, 3, 3).weights("b", 3).then("Conv", "c", "w", "b"),
			"3 biases for 2 filters");
		assertRefused(new Graph(13, 3, 8, 8).then("Relu", "r").node("Conv", "c", "x", "r"), "a constant is accepted");
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 13, 18 })
	void zeroPaddingMovesIntoTheConvolution(final int opset) throws Exception {
		final Graph graph = new Graph(opset, 2, 6, 6).weights("w", 3, 2, 3, 3);
		if (opset == 18) graph.integers("p", 1, 2, 0, 3).integers("a", 2, -1).then("Pad", "pad", "p", "", "a");
		else if (opset == 13) graph.integers("p", 0, 0, 1, 2, 0, 0, 0, 3).then("Pad", "pad", "p");
		else graph.then("Pad", "pad").with("pads", 0, 0, 1, 2, 0, 0, 0, 3);
		graph.then("Conv", "conv", "w").with("pads", 1, 1, 1, 1);
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertEquals(List.of("conv"), names(trained));
		assertEquals(new Padding(2, 3, 1, 4), ((Convolution) layer(trained, "conv")).window().padding());
	}

	@Test
	void paddingElsewhereIsALayer() throws Exception {
		assertSameAnswers(new Graph(13, 2, 6, 6).integers("p", 0, 0, 1, 2, 0, 0, 3, 0).then("Pad", "pad", "p"));
		assertSameAnswers(new Graph(13, 2, 6, 6).integers("p", 0, 0, 1, 1, 0, 0, 1, 1).then("Pad", "pad", "p").then(
			"AveragePool", "pool").with("kernel_shape", 2, 2));
	}

	@Test
	void paddingOfChannelsOrWithOtherValuesIsRefused() {
		assertRefused(new Graph(13, 2, 6, 6).integers("p", 0, 1, 0, 0, 0, 0, 0, 0).then("Pad", "pad", "p"),
			"zeros around rows and columns");
		assertRefused(new Graph(13, 2, 6, 6).integers("p", 0, 0, 1, 0, 0, 0, 0, 0).floats("v", new int[0], 2).then("Pad",
			"pad", "p", "v"), "value is 2.0");
		assertRefused(new Graph(13, 2, 6, 6).integers("p", 0, 0, 1, 0, 0, 0, 0, 0).then("Pad", "pad", "p").withText("mode",
			"reflect"), "'reflect'");
	}

	// Full connection

	@Test
	void gemmFoldsAlphaBetaAndTransposes() throws Exception {
		// alpha · Bᵀ and beta · C by hand; B is inputs × units here.
		final Graph graph = new Graph(13, 2).floats("b", new int[] { 2, 3 }, 1, 2, 3, 4, 5, 6).floats("c", new int[] { 1, 3 },
			10, 20, 30).then("Gemm", "fc", "b", "c").withFloat("alpha", 2).withFloat("beta", 0.5f);
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertArrayEquals(new float[] { 2, 8, 4, 10, 6, 12 }, trained.weights().of("fc").kernel());
		assertArrayEquals(new float[] { 5, 10, 15 }, trained.weights().of("fc").bias());
	}

	@Test
	void gemmTakesUnitsByInputsAsTheyAre() throws Exception {
		final Graph graph = new Graph(13, 2).floats("b", new int[] { 3, 2 }, 1, 2, 3, 4, 5, 6).floats("c", new int[0], 7)
			.then("Gemm", "fc", "b", "c").withInt("transB", 1);
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, trained.weights().of("fc").kernel());
		assertArrayEquals(new float[] { 7, 7, 7 }, trained.weights().of("fc").bias());
	}

	@Test
	void matrixProductAndSumBecomeOneFullConnection() throws Exception {
		for (final boolean constantFirst : new boolean[] { false, true }) {
			final Graph graph = new Graph(13, 5).weights("w", 5, 4).weights("b", 4).then("MatMul", "product", "w");
			if (constantFirst) graph.node("Add", "sum", "b", "product");
			else graph.then("Add", "sum", "b");
			final TrainedNetwork trained = assertSameAnswers(graph.then("Relu", "relu"));
			assertEquals(List.of("product", "relu"), names(trained));
			assertEquals(new Dense(4, true), layer(trained, "product"));
		}
		assertEquals(new Dense(4, false), layer(assertSameAnswers(new Graph(13, 5).weights("w", 5, 4).then("MatMul", "m",
			"w")), "m"));
	}

	@Test
	void fullConnectionOfMapsIsRefused() {
		assertRefused(new Graph(13, 2, 3, 3).weights("w", 18, 4).then("Gemm", "g", "w"), "flatten the maps first");
		assertRefused(new Graph(13, 5).weights("w", 4, 4).then("Gemm", "g", "w"), "does not go with 5 inputs");
		assertRefused(new Graph(13, 4).weights("w", 4, 4).then("Gemm", "g", "w").withInt("transA", 1), "transA");
	}

	// What folds into weights

	@Test
	void batchNormalizationFoldsByHandArithmetic() throws Exception {
		// Factor 6 / √(8.75 + 0.25) = 2 and shift 1 − 3 · 2 = −5; bias 4 · 2 − 5 = 3.
		final Graph graph = new Graph(13, 1, 2, 2).floats("w", new int[] { 1, 1, 1, 2 }, 10, -1).floats("b", new int[] { 1 },
			4).floats("scale", new int[] { 1 }, 6).floats("shift", new int[] { 1 }, 1).floats("mean", new int[] { 1 }, 3)
			.floats("var", new int[] { 1 }, 8.75f).then("Conv", "conv", "w", "b").then("BatchNormalization", "bn", "scale",
				"shift", "mean", "var").withFloat("epsilon", 0.25f);
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertEquals(List.of("conv"), names(trained));
		assertArrayEquals(new float[] { 20, -2 }, trained.weights().of("conv").kernel(), 1e-5f);
		assertArrayEquals(new float[] { 3 }, trained.weights().of("conv").bias(), 1e-5f);
	}

	@Test
	void batchNormalizationFoldsIntoConvolutionsAndFullConnections() throws Exception {
		final Graph graph = new Graph(11, 3, 7, 7).weights("w", 4, 3, 3, 3).weights("s", 4).weights("t", 4).weights("m", 4)
			.floats("v", new int[] { 4 }, 1, 2, 0.5f, 3).then("Conv", "conv", "w").then("BatchNormalization", "bn", "s", "t",
				"m", "v").then("Relu", "relu").then("Flatten", "flat").weights("w2", 4, 100).weights("s2", 4).then("Gemm", "fc",
					"w2").withInt("transB", 1).then("BatchNormalization", "bn2", "s2", "t", "m", "v");
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertEquals(List.of("conv", "relu", "flat", "fc"), names(trained));
		assertTrue(((Convolution) layer(trained, "conv")).bias());
	}

	@Test
	void additionOfAConstantBecomesTheBias() throws Exception {
		final Graph graph = new Graph(13, 2, 4, 4).weights("w", 3, 2, 3, 3).weights("b", 3).weights("a", 3, 1, 1).then("Conv",
			"conv", "w", "b").then("Identity", "same").then("Add", "sum", "a");
		assertEquals(List.of("conv"), names(assertSameAnswers(graph)));
	}

	@Test
	void whatCannotBeFoldedIsALayerOfItsOwn() throws Exception {
		final Graph graph = new Graph(13, 2, 4, 4).weights("w", 3, 2, 3, 3).weights("a", 3, 1, 1).then("Conv", "conv", "w")
			.node("Add", "sum", "conv", "a").node("Concat", "both", "conv", "sum").withInt("axis", 1);
		assertEquals(List.of("conv", "sum", "both"), names(assertSameAnswers(graph)));
		assertSameAnswers(new Graph(13, 2, 4, 4).weights("a", 2, 1, 1).then("Relu", "r").then("Add", "s", "a"));
		assertSameAnswers(new Graph(13, 2, 4, 4).weights("a", 2, 1, 1).then("Add", "s", "a").then("Mul", "m", "a"));
		assertRefused(new Graph(13, 2, 4, 4).weights("w", 3, 2, 3, 3).weights("a", 2).then("Conv", "conv", "w").then("Add",
			"s", "a"), "one number for each of the 3 channels");
		assertSameAnswers(new Graph(13, 2, 4, 4).then("Relu", "r").node("Add", "s", "x", "r"));
		assertRefused(new Graph(13, 2, 4, 4).then("Relu", "r").node("Mul", "s", "x", "r"), "neither of which is a gate");
	}

	// Pooling

	@Test
	void maximumPoolingRoundsUpAndPadsUnevenly() throws Exception {
		final Graph graph = new Graph(13, 2, 8, 9).then("MaxPool", "pool").with("kernel_shape", 3, 2).with("strides", 2, 2)
			.with("pads", 0, 1, 1, 0).withInt("ceil_mode", 1);
		final TrainedNetwork trained = assertSameAnswers(graph);
		assertEquals(new MaxPool(new Window(3, 2, 2, 2, new Padding(0, 1, 1, 0), 1, 1, true)), layer(trained, "pool"));
	}

	@Test
	void averagePoolingCountsPaddingWhenAsked() throws Exception {
		for (final int count : new int[] { 0, 1 }) {
			final Graph graph = new Graph(13, 2, 8, 7).then("AveragePool", "pool").with("kernel_shape", 3, 3).with("strides", 2,
				2).with("pads", 1, 1, 1, 1).withInt("count_include_pad", count);
			assertEquals(new AveragePool(Window.square(3, 2, 1), count == 1), layer(assertSameAnswers(graph), "pool"));
		}
	}

	@Test
	void poolingTakesAutomaticPadding() throws Exception {
		final Graph graph = new Graph(13, 1, 6, 6).then("MaxPool", "pool").with("kernel_shape", 3, 3).with("strides", 2, 2)
			.withText("auto_pad", "SAME_LOWER");
		assertEquals(new Padding(1, 1, 0, 0), ((MaxPool) layer(assertSameAnswers(graph), "pool")).window().padding());
	}

	@Test
	void meanOverRowsAndColumnsIsGlobalPooling() throws Exception {
		for (final int keep : new int[] { 0, 1 }) {
			final Graph graph = new Graph(13, 3, 4, 5).then("ReduceMean", "mean").with("axes", -1, 2).withInt("keepdims", keep);
			assertEquals(new GlobalAveragePool(), layer(assertSameAnswers(graph), "mean"));
		}
		assertSameAnswers(new Graph(18, 3, 4, 5).integers("axes", 2, 3).then("ReduceMean", "mean", "axes"));
		assertSameAnswers(new Graph(13, 3, 4, 5).then("GlobalAveragePool", "pool"));
		assertRefused(new Graph(13, 3, 4, 5).then("ReduceMean", "mean").with("axes", 1), "axes is [1]");
	}

	@Test
	void onlyTheFirstOutputOfPoolingMayBeRead() {
		final Graph graph = new Graph(13, 2, 8, 8).then("MaxPool", "pool").with("kernel_shape", 2, 2);
		graph.proto().getNodeBuilder(0).addOutput("indices");
		graph.node("Concat", "both", "pool", "indices").withInt("axis", 1);
		assertRefused(graph, "'indices' is read");
	}

	// Value by value

	@Test
	void normalizationKeepsDecimalSettings() throws Exception {
		final Graph graph = new Graph(13, 7, 3, 3).then("LRN", "norm").withInt("size", 5).withFloat("alpha", 1e-4f).withFloat(
			"beta", 0.75f).withFloat("bias", 2);
		assertEquals(new LocalResponseNormalization(5, 1e-4, 0.75, 2), layer(assertSameAnswers(graph), "norm"));
		assertEquals(new LocalResponseNormalization(3, 1e-4, 0.75, 1), layer(new Graph(13, 7, 3, 3).then("LRN", "norm")
			.withInt("size", 3).read(), "norm"));
		assertRefused(new Graph(13, 7, 3, 3).then("LRN", "norm"), "size is missing");
	}

	@Test
	void dropoutTakesItsRatioFromAttributeOrInput() throws Exception {
		assertEquals(new Dropout(0.3), layer(assertSameAnswers(new Graph(7, 3, 4, 4).then("Dropout", "d").withFloat("ratio",
			0.3f)), "d"));
		assertEquals(new Dropout(0.1), layer(assertSameAnswers(new Graph(13, 3, 4, 4).floats("r", new int[0], 0.1f).then(
			"Dropout", "d", "r")), "d"));
		assertEquals(new Dropout(0.5), layer(new Graph(13, 3, 4, 4).then("Dropout", "d").read(), "d"));
	}

	@Test
	void softmaxIsTakenWhereItIsOverChannels() throws Exception {
		assertEquals(new Softmax(), layer(assertSameAnswers(new Graph(13, 5).then("Softmax", "s")), "s"));
		assertSameAnswers(new Graph(13, 5, 2, 2).then("Softmax", "s").withInt("axis", 1));
		assertSameAnswers(new Graph(11, 5, 1, 1).then("Softmax", "s"));
		assertRefused(new Graph(13, 5, 2, 2).then("Softmax", "s"), "axis is -1");
		assertRefused(new Graph(11, 5, 2, 2).then("Softmax", "s"), "all axes from there on together");
		assertSameAnswers(new Graph(13, 5).then("LogSoftmax", "s"));
	}

	// Shapes

	@Test
	void concatenationIsOfChannels() throws Exception {
		for (final int axis : new int[] { 1, -3 }) {
			final Graph graph = new Graph(13, 3, 4, 4).then("Relu", "a").node("Softmax", "b", "x").withInt("axis", 1).node(
				"Concat", "both", "b", "a").withInt("axis", axis);
			assertEquals(List.of("b", "a"), assertSameAnswers(graph).network().node("both").inputs());
		}
		assertRefused(new Graph(13, 3, 4, 4).node("Concat", "c", "x", "x").withInt("axis", 2), "axis is 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0,-1", "-1,24", "1,24", "1,-1" })
	void reshapingToAVectorIsFlattening(final String shape) throws Exception {
		final long[] target = List.of(shape.split(",")).stream().mapToLong(Long::parseLong).toArray();
		final Graph initializer = new Graph(13, 2, 3, 4).integers("s", target).then("Reshape", "flat", "s");
		final Graph node = new Graph(13, 2, 3, 4).node("Constant", "s").withTensor("value", TensorWriter.integers("",
			target)).node("Reshape", "flat", "x", "s");
		final Graph attribute = new Graph(4, 2, 3, 4).then("Reshape", "flat").with("shape", target);
		assertEquals(new Flatten(), layer(assertSameAnswers(initializer), "flat"));
		assertEquals(new Flatten(), layer(assertSameAnswers(node), "flat"));
		assertEquals(new Flatten(), layer(attribute.read(), "flat"));
	}

	@Test
	void reshapingToMapsIsALayer() throws Exception {
		for (final long[] target : new long[][] { { 1, 4, 2, 3 }, { -1, 4, 2, 3 }, { 0, -1, 2, 3 } }) {
			final Graph graph = new Graph(13, 2, 3, 4).integers("s", target).then("Reshape", "r", "s");
			assertEquals(new Reshape(new Shape(4, 2, 3)), layer(assertSameAnswers(graph), "r"));
		}
		assertEquals(new Reshape(new Shape(2, 4, 3)), layer(assertSameAnswers(new Graph(13, 2, 3, 4).integers("s", 0, 0, 4,
			3).then("Reshape", "r", "s")), "r"));
		for (final long[] target : new long[][] { { 24 }, { -1, 12 }, { 2, 12 }, { 1, 5, -1, 2 }, { 1, -1, -1, 2 }, { 1, 2, 3,
			4, 1 } })
			assertRefused(new Graph(13, 2, 3, 4).integers("s", target).then("Reshape", "r", "s"), "(Reshape)");
	}

	@Test
	void flatteningAlongAnotherAxisIsRefused() throws Exception {
		assertEquals(new Flatten(), layer(assertSameAnswers(new Graph(13, 2, 3, 4).then("Flatten", "f").withInt("axis", -3)),
			"f"));
		assertRefused(new Graph(13, 2, 3, 4).then("Flatten", "f").withInt("axis", 2), "axis is 2");
	}

	@Test
	void sidesOfOneComeAndGoWithoutALayer() throws Exception {
		final Graph graph = new Graph(13, 3, 4, 4).integers("last", -1).integers("two", 2).integers("both", 2, 3).weights("w",
			3, 2).weights("k", 4, 2, 1, 1).then("GlobalAveragePool", "pool").then("Squeeze", "s1", "last").then("Squeeze", "s2",
				"two").then("MatMul", "fc", "w").then("Unsqueeze", "u", "both").then("Conv", "conv", "k");
		assertEquals(List.of("pool", "fc", "conv"), names(assertSameAnswers(graph)));
		assertEquals(List.of("pool", "relu"), names(assertSameAnswers(new Graph(11, 3, 4, 4).then("GlobalAveragePool", "pool")
			.then("Squeeze", "s").with("axes", 2, 3).then("Relu", "relu"))));
		assertRefused(new Graph(11, 3, 4, 4).then("Squeeze", "s").with("axes", 2, 3), "maps of one pixel");
	}

	// Constants

	@Test
	void weightsMayComeThroughNodes() throws Exception {
		final TensorProto half = TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE).addDims(1).addFloatData(0.5f)
			.build();
		final Graph graph = new Graph(13, 2, 4, 4).integers("shape", 3, 2, 3, 3).node("ConstantOfShape", "filled", "shape")
			.withTensor("value", half).node("Identity", "same", "filled").node("Cast", "cast", "same").withInt("to", 1).node(
				"Conv", "conv", "x", "cast");
		assertEquals(0.5f, assertSameAnswers(graph).weights().of("conv").kernel()[53]);
	}

	@Test
	void theSizeOfAFilledConstantIsLimited() {
		assertRefused(new Graph(13, 2, 4, 4).integers("shape", 1L << 40, 2, 3, 3).node("ConstantOfShape", "w", "shape").node(
			"Conv", "conv", "x", "w"), "(ConstantOfShape)");
		assertRefused(new Graph(13, 1, 4, 4).integers("shape", Integer.MAX_VALUE, 1, 1, 1).node("ConstantOfShape", "w",
			"shape").node("Conv", "conv", "x", "w"), "(Conv)");
	}

	// The graph

	@Test
	void nodesThatTheFirstOutputDoesNotNeedAreDroppedAndOrderIsMended() throws Exception {
		final Graph graph = new Graph(13, 2, 4, 4).node("Relu", "late", "early").node("Softmax", "early", "x").withInt("axis",
			1).node("LSTM", "unused", "early");
		graph.proto().addOutput(Graph.value("late", TensorShapeProto.newBuilder())).addOutput(Graph.value("unused",
			TensorShapeProto.newBuilder()));
		final TrainedNetwork trained = graph.read();
		assertEquals(List.of("early", "late"), names(trained));
		assertEquals("late", trained.network().output().name());
	}

	@Test
	void nodesWithoutNamesTakeThoseOfTheirOutputsAndNamesAreMadeUnique() throws Exception {
		final Graph graph = new Graph(13, 2, 4, 4).then("Relu", "a").then("Relu", "b").then("Relu", "c");
		graph.proto().getNodeBuilder(0).clearName();
		graph.proto().getNodeBuilder(1).setName("a");
		graph.proto().getNodeBuilder(2).setName("x");
		assertEquals(List.of("a", "a_2", "x_2"), names(graph.read()));
	}

	@Test
	void initializersMayBeListedAmongTheInputsAndTheBatchMayBeNamed() throws Exception {
		final Graph graph = new Graph(7, 3, 6, 6).weights("w", 2, 3, 3, 3).then("Conv", "conv", "w");
		graph.proto().addInput(Graph.value("w", TensorShapeProto.newBuilder()));
		graph.proto().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0)
			.setDimParam("batch");
		final Network network = graph.read().network();
		assertEquals(new Shape(3, 6, 6), network.inputShape());
		graph.proto().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(2)
			.clearDimValue().setDimParam("rows");
		assertRefused(graph, "[batch, 3, rows, 6]");
	}

	@Test
	void brokenGraphsAreRefused() {
		assertRefused(new Graph(13, 2, 4, 4).node("Relu", "a", "b").node("Relu", "b", "a"), "0 inputs");
		assertRefused(new Graph(13, 2, 4, 4).node("Relu", "a", "b").node("Concat", "b", "a", "x").withInt("axis", 1),
			"cycle");
		assertRefused(new Graph(13, 2, 4, 4).then("Relu", "a").node("Relu", "a", "x"), "two nodes compute 'a'");
		assertRefused(new Graph(13, 2, 4, 4).node("Concat", "c", "x", "y").withInt("axis", 1), "reads 'y'");
		assertRefused(new Graph(2, 2, 4, 4).then("Relu", "a"), "operator set 2; 3 to 21 are accepted");
		assertRefused(new Graph(22, 2, 4, 4).then("Relu", "a"), "operator set 22");
		assertRefused(new Graph(13, 2, 4, 4).then("Identity", "a"), "no layers");
		final Graph two = new Graph(13, 2, 4, 4).node("Concat", "c", "x", "y").withInt("axis", 1);
		two.proto().addInput(two.proto().getInput(0).toBuilder().setName("y"));
		assertRefused(two, "2 inputs (");
	}

	@Test
	void anUnsupportedOperatorIsNamedWithItsNodeAndTheSupportedOnes() {
		final String message = refusal(new Graph(13, 2, 4, 4).then("Einsum", "e_1"));
		assertRefused(new Graph(13, 2, 4, 4).then("LSTM", "lstm_1"), "a recurrent layer (node 'lstm_1', operator 'LSTM')");
		assertTrue(message.contains("the operator 'Einsum' of node 'e_1' is not supported; supported are: Add, AveragePool"),
			message);
		final Graph foreign = new Graph(13, 2, 4, 4).then("Relu", "r");
		foreign.proto().getNodeBuilder(0).setDomain("com.example");
		assertRefused(foreign, "of the domain 'com.example'");
	}

	@Test
	void rectificationIsItself() throws Exception {
		assertEquals(new Relu(), layer(assertSameAnswers(new Graph(13, 2, 4, 4).then("Relu", "r")), "r"));
	}

	// Numbers that are none, and many names

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
	void weightsThatAreNotFiniteAreRefusedByTheNameOfTheirLayer(final float value) {
		assertRefused(new Graph(13, 2).floats("w", new int[] { 2, 2 }, 1, value, 3, 4).then("MatMul", "fc6", "w"),
			"layer 'fc6' has the weight " + value);
		assertRefused(new Graph(13, 2).floats("w", new int[] { 2, 2 }, 1, 2, 3, 4).floats("b", new int[] { 2 }, 0, value).then(
			"Gemm", "fc7", "w", "b"), "layer 'fc7' has the bias " + value);
	}

	@Test
	void aNegativeVarianceIsRefused() {
		assertRefused(new Graph(13, 1, 4, 4).weights("w", 2, 1, 3, 3).then("Conv", "conv", "w").floats("s", new int[] { 2 }, 1,
			1).floats("v", new int[] { 2 }, 1, -1).then("BatchNormalization", "bn", "s", "s", "s", "v"),
			"the variance of channel 1 is -1.0");
	}

	@Test
	void manyNodesOfOneNameTakeTimeInProportion() throws Exception {
		final Graph graph = new Graph(13, 2);
		String last = "x";
		for (int i = 0; i < 20_000; i++) {
			graph.proto().addNodeBuilder().setOpType("Relu").setName("relu").addInput(last).addOutput("t" + i);
			last = "t" + i;
		}
		graph.node("Relu", "end", last);
		final TrainedNetwork trained = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(java.time.Duration.ofSeconds(
			60), graph::read);
		assertTrue(trained.network().contains("relu_20000"));
	}

	@Test
	void slicesSplitsAndTransposesThatDoNotGoAreRefused() {
		assertRefused(new Graph(9, 6, 4, 3).then("Slice", "s"), "node 's' (Slice): starts is missing");
		assertRefused(new Graph(13, 6, 4, 3).integers("from", 2).then("Slice", "s", "from"), "ends is missing");
		assertRefused(new Graph(13, 6, 4, 3).integers("from", 2).integers("to", 5).then("Slice", "s", "from", "to"),
			"axes is missing");
		assertRefused(new Graph(13, 6, 4, 3).integers("from", 1, 2).integers("to", 5).integers("axis", 1).then("Slice", "s",
			"from", "to", "axis"), "2, 1 and 1 numbers");
		// Not channel 1, which is the rest when 32 bits are taken of it.
		assertRefused(new Graph(13, 6, 4, 3).integers("from", (1L << 32) + 1).integers("to", 5).integers("axis", 1).then("Slice",
			"s", "from", "to", "axis"), "are not among the 6");
		assertRefused(new Graph(13, 6, 4, 3).integers("parts", 6).then("Split", "s", "parts").withInt("axis", 1).output("b"),
			"2 numbers with a sum of 6");
		assertRefused(new Graph(13, 3, 4, 3).weights("w", 3, 2).node("Transpose", "t", "w").with("perm", 0, 2).node("MatMul",
			"m", "x", "t"), "perm is [0, 2]");
	}
}

package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;

/** Normalisations by the picture's own mean and deviation, each against ONNX Runtime. */
class NormalizationOperatorsTest {

	private static List<Layer> layers(final TrainedNetwork trained) {
		return trained.network().nodes().stream().map(Node::layer).toList();
	}

	@Test
	void instanceNormalisationIsTaken() throws Exception {
		final TrainedNetwork trained = Runtime.assertSameAnswers(new Graph(13, 3, 5, 4).weights("s", 3).weights("b", 3).then(
			"InstanceNormalization", "norm", "s", "b").withFloat("epsilon", 0.01f));
		assertEquals(new GroupNormalization(3, true, 0.01), layers(trained).get(0));
		assertEquals("norm", trained.network().nodes().get(0).name());
	}

	/** As PyTorch writes it before operator set 18. */
	@Test
	void groupNormalisationOfRowsIsTaken() throws Exception {
		final Graph graph = new Graph(13, 6, 5, 4).integers("rows", 0, 2, -1).floats("one", new int[] { 2 }, 1, 1).floats("zero",
			new int[] { 2 }, 0, 0).weights("s", 6, 1, 1).weights("b", 6, 1, 1).then("Reshape", "apart", "rows").then(
				"InstanceNormalization", "norm", "one", "zero").node("Shape", "shape", "x").node("Reshape", "back", "norm", "shape")
			.then("Mul", "m", "s").then("Add", "a", "b");
		final TrainedNetwork trained = Runtime.assertSameAnswers(graph);
		assertEquals(new GroupNormalization(2, true, 1e-5), layers(trained).get(0));
		assertEquals(2, layers(trained).size());
	}

	@ParameterizedTest
	@ValueSource(ints = { 18, 21 })
	void groupNormalisationIsTaken(final int opset) throws Exception {
		final int factors = opset < 21 ? 3 : 6;
		Runtime.assertSameAnswers(new Graph(opset, 6, 5, 4).weights("s", factors).weights("b", factors).then(
			"GroupNormalization", "norm", "s", "b").withInt("num_groups", 3));
	}

	@Test
	void layerNormalisationOfChannelsThatAreLastIsTakenAndAProductAfterItIsAConvolution() throws Exception {
		final Graph graph = new Graph(17, 3, 4, 5).weights("w", 4, 3, 3, 3).weights("s", 4).weights("b", 4).weights("v", 4, 6)
			.weights("c", 6).then("Conv", "conv", "w").then("Transpose", "last").with("perm", 0, 2, 3, 1).then(
				"LayerNormalization", "norm", "s", "b").withFloat("epsilon", 1e-6f).then("MatMul", "wide", "v").then("Add", "shifted",
					"c").then("Transpose", "first").with("perm", 0, 3, 1, 2);
		final TrainedNetwork trained = Runtime.assertSameAnswers(graph);
		assertEquals(new GroupNormalization(1, false, 1e-6), layers(trained).get(1));
		assertTrue(layers(trained).get(3) instanceof Convolution convolution && convolution.bias());
	}

	@Test
	void layerNormalisationOfWholePicturesIsTaken() throws Exception {
		final float[] factors = new float[60];
		Arrays.fill(factors, 0, 20, 1.5f);
		Arrays.fill(factors, 20, 60, -0.5f);
		final TrainedNetwork trained = Runtime.assertSameAnswers(new Graph(17, 3, 4, 5).floats("s", new int[] { 3, 4, 5 },
			factors).then("LayerNormalization", "norm", "s").withInt("axis", 1));
		assertEquals(new GroupNormalization(1, true, 1e-5), layers(trained).get(0));
	}

	/** As PyTorch writes layer normalisation before operator set 17. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void normalisationInSingleStepsIsFound(final boolean product) throws Exception {
		final Graph graph = new Graph(13, 3, 4, 5).floats("two", new int[0], 2).floats("little", new int[0], 1e-3f).weights("s",
			3).weights("b", 3).then("Transpose", "last").with("perm", 0, 2, 3, 1).node("ReduceMean", "mean", "last").with("axes",
				-1).node("Sub", "centred", "last", "mean");
		if (product) graph.node("Mul", "square", "centred", "centred");
		else graph.node("Pow", "square", "centred", "two");
		graph.node("ReduceMean", "variance", "square").with("axes", -1).node("Add", "sum", "variance", "little").node("Sqrt",
			"root", "sum").node("Div", "norm", "centred", "root").then("Mul", "m", "s").then("Add", "a", "b").then("Transpose",
				"first").with("perm", 0, 3, 1, 2);
		final TrainedNetwork trained = Runtime.assertSameAnswers(graph);
		assertEquals(new GroupNormalization(1, false, 1e-3), layers(trained).get(0));
		assertEquals(2, layers(trained).size());
	}

	@Test
	void whatIsWrittenIsReadAgainAsItWas() throws Exception {
		final Graph graph = new Graph(13, 6, 5, 4).integers("rows", 0, 2, -1).floats("one", new int[] { 2 }, 1, 1).floats("zero",
			new int[] { 2 }, 0, 0).integers("maps", 0, 6, 5, 4).then("Reshape", "apart", "rows").then("InstanceNormalization",
				"norm", "one", "zero").then("Reshape", "back", "maps").then("Relu", "r");
		final TrainedNetwork trained = graph.read();
		final Path file = Files.createTempFile("network", ".onnx");
		OnnxWriter.write(trained, file);
		final TrainedNetwork again = OnnxReader.read(file);
		Files.delete(file);
		assertEquals(trained.network().nodes(), again.network().nodes());
	}

	@Test
	void otherKindsOfNetworksAreRefusedByTheirNames() {
		assertRefused(new Graph(13, 4, 4, 4).then("Softmax", "weights").node("Relu", "values", "x").node("MatMul", "product",
			"weights", "values"), "a vision transformer's attention (node 'product', operator 'MatMul')");
		assertRefused(new Graph(13, 4, 4, 4).then("GRU", "gru"), "a recurrent layer (node 'gru', operator 'GRU')");
		assertRefused(new Graph(13, 4, 4, 4).weights("s", 1).then("QuantizeLinear", "q", "s"),
			"a network with quantised numbers (node 'q', operator 'QuantizeLinear')");
		assertRefused(new Graph(13, 4, 4, 4).then("Resize", "up"), "a layer that enlarges maps");
	}

	private static void assertRefused(final Graph graph, final String expected) {
		final String message = assertThrows(IOException.class, graph::read).getMessage();
		assertTrue(message.contains(expected), message);
	}
}

package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;

/** Operators of residual, separable and gated networks, each against ONNX Runtime. */
class ResidualOperatorsTest {

	private static Layer last(final TrainedNetwork trained) {
		return trained.network().output().layer();
	}

	@ParameterizedTest
	@ValueSource(strings = { "LeakyRelu", "Elu", "Selu", "Celu", "Tanh", "Sigmoid", "HardSigmoid", "HardSwish", "Softplus",
		"LogSoftmax", "GlobalMaxPool" })
	void operatorsWithoutSettingsAreTaken(final String operator) throws Exception {
		final Graph graph = new Graph(14, 3, 5, 4).weights("w", 4, 3, 3, 3).then("Conv", "conv", "w").then(operator, "f");
		if (operator.equals("LogSoftmax")) graph.withInt("axis", 1);
		Runtime.assertSameAnswers(graph);
	}

	@Test
	void functionsTakeTheirSettings() throws Exception {
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).then("LeakyRelu", "f").withFloat("alpha", 0.3f));
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).then("Elu", "f").withFloat("alpha", 0.3f));
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).then("Celu", "f").withFloat("alpha", 0.3f));
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).then("HardSigmoid", "f").withFloat("alpha", 0.3f).withFloat("beta",
			0.4f));
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).floats("lo", new int[0], -0.2f).floats("hi", new int[0], 0.4f).then(
			"Clip", "f", "lo", "hi"));
		Runtime.assertSameAnswers(new Graph(10, 3, 5, 4).then("Clip", "f").withFloat("min", -0.1f).withFloat("max", 0.3f));
		Runtime.assertSameAnswers(new Graph(14, 3, 5, 4).weights("s", 3, 1, 1).then("PRelu", "f", "s"));
	}

	@Test
	void functionsThatAreSpeltOutAreFound() throws Exception {
		final Graph silu = new Graph(13, 2, 4, 4).node("Sigmoid", "s", "x").node("Mul", "m", "x", "s");
		assertEquals(new Silu(), last(Runtime.assertSameAnswers(silu)));
		final Graph mish = new Graph(13, 2, 4, 4).node("Softplus", "p", "x").node("Tanh", "t", "p").node("Mul", "m", "x", "t");
		assertEquals(new Mish(), last(Runtime.assertSameAnswers(mish)));
		final Graph swish = new Graph(13, 2, 4, 4).floats("three", new int[0], 3).floats("zero", new int[0], 0).floats("six",
			new int[0], 6).node("Add", "a", "x", "three").node("Clip", "c", "a", "zero", "six").node("Mul", "m", "x", "c").node(
				"Div", "d", "m", "six");
		assertEquals(new HardSwish(), last(Runtime.assertSameAnswers(swish)));
		final Graph gelu = new Graph(13, 2, 4, 4).floats("root", new int[0], (float) Math.sqrt(2)).floats("one", new int[0], 1)
			.floats("half", new int[0], 0.5f).node("Div", "d", "x", "root").node("Erf", "e", "d").node("Add", "a", "e", "one")
			.node("Mul", "m", "x", "a").node("Mul", "h", "m", "half");
		assertEquals(new Gelu(false), last(Runtime.assertSameAnswers(gelu)));
		final Graph other = new Graph(13, 2, 4, 4).floats("root", new int[0], (float) Math.sqrt(0.5)).floats("one", new int[0],
			1).floats("half", new int[0], 0.5f).node("Mul", "h", "x", "half").node("Mul", "d", "x", "root").node("Erf", "e", "d")
			.node("Add", "a", "e", "one").node("Mul", "m", "h", "a");
		assertEquals(new Gelu(false), last(Runtime.assertSameAnswers(other)));
	}

	/** As PyTorch writes an average pooling that rounds up. */
	@Test
	void paddingOfAPoolingThatNoWindowReachesIsLeftOut() throws Exception {
		final TrainedNetwork trained = new Graph(13, 2, 16, 18).then("AveragePool", "a").with("kernel_shape", 3, 3).with("strides",
			2, 2).with("pads", 1, 1, 3, 3).read();
		assertEquals(new AveragePool(new Window(3, 3, 2, 2, new Padding(1, 1, 2, 2), 1, 1, false), false), last(trained));
	}

	/** As Keras writes squeeze and excitation. */
	@Test
	void aVectorBecomesAPixelWithItsChannelsLast() throws Exception {
		final Graph graph = new Graph(13, 4, 5, 4).integers("pixel", -1, 1, 1, 4).weights("w", 4, 4, 1, 1).then("ReduceMean",
			"mean").with("axes", 2, 3).withInt("keepdims", 0).then("Reshape", "r", "pixel").then("Transpose", "t").with("perm", 0, 3,
				1, 2).then("Conv", "c", "w").then("Sigmoid", "s").node("Mul", "m", "x", "s");
		assertEquals(new Gate(), last(Runtime.assertSameAnswers(graph)));
	}

	@Test
	void transposedConvolutionsAreTaken() throws Exception {
		Runtime.assertSameAnswers(new Graph(13, 4, 5, 4).weights("w", 4, 3, 3, 3).weights("b", 3).then("ConvTranspose", "c", "w",
			"b").with("strides", 2, 3).with("pads", 1, 0, 1, 1).with("output_padding", 1, 2));
		Runtime.assertSameAnswers(new Graph(13, 4, 5, 4).weights("w", 4, 3, 2, 3).then("ConvTranspose", "c", "w").withInt("group",
			2).with("dilations", 2, 1));
	}

	@Test
	void aSingleNumberGetsAxes() throws Exception {
		Runtime.assertSameAnswers(new Graph(11, 6, 2, 2).floats("n", new int[0], 3).then("Relu", "r").node("Unsqueeze", "u", "n")
			.with("axes", 0).node("Mul", "m", "r", "u"));
	}

	@Test
	void sumsAndConstantsAreTaken() throws Exception {
		Runtime.assertSameAnswers(new Graph(13, 2, 4, 4).weights("w", 2, 2, 3, 3).then("Conv", "conv", "w").with("pads", 1, 1, 1,
			1).node("Add", "sum", "conv", "x").then("Relu", "r"));
		Runtime.assertSameAnswers(new Graph(13, 2, 4, 4).node("Relu", "r", "x").node("Tanh", "t", "x").node("Sum", "sum", "r",
			"t", "x"));
		Runtime.assertSameAnswers(new Graph(13, 3, 4, 4).weights("m", 3, 1, 1).floats("d", new int[0], 2).weights("w", 2, 3, 3,
			3).then("Sub", "s", "m").then("Div", "q", "d").then("Conv", "c", "w"));
		Runtime.assertSameAnswers(new Graph(13, 3, 4, 4).weights("m", 1, 3, 1, 1).node("Sub", "s", "m", "x").then("Mul", "p",
			"m"));
	}

	@Test
	void gatesAreTaken() throws Exception {
		final Graph excite = new Graph(13, 2, 4, 4).weights("w", 2, 2, 1, 1).node("Relu", "r", "x").node("GlobalAveragePool",
			"g", "r").node("Conv", "c", "g", "w").node("Sigmoid", "s", "c").node("Mul", "m", "s", "r");
		assertEquals(new Gate(), last(Runtime.assertSameAnswers(excite)));
		final Graph positions = new Graph(13, 2, 4, 4).weights("w", 1, 2, 1, 1).node("Conv", "c", "x", "w").node("Sigmoid", "s",
			"c").node("Mul", "m", "x", "s");
		assertEquals(new Gate(), last(Runtime.assertSameAnswers(positions)));
	}

	@Test
	void channelsAreShuffledSplitAndSliced() throws Exception {
		Runtime.assertSameAnswers(new Graph(13, 6, 4, 3).integers("apart", -1, 2, 3, 4, 3).integers("whole", -1, 6, 4, 3).then(
			"Reshape", "a", "apart").then("Transpose", "t").with("perm", 0, 2, 1, 3, 4).then("Reshape", "b", "whole"));
		Runtime.assertSameAnswers(new Graph(13, 6, 4, 3).integers("from", 2).integers("to", 5).integers("axis", 1).then("Slice",
			"s", "from", "to", "axis"));
	}

	@Test
	void shapesComputedFromTheInputAreFolded() throws Exception {
		final Graph graph = new Graph(13, 6, 2, 2).node("Shape", "shape", "x").floats("f", new int[] { 1 }, 0).integers("first",
			0).node("Gather", "n", "shape", "first").integers("rest", -1).node("Concat", "target", "n", "rest").withInt("axis",
				0).node("Relu", "r", "x").node("Reshape", "flat", "r", "target");
		Runtime.assertSameAnswers(graph);
	}

	@Test
	void channelsInTheMiddleComeFromTheEndAndGoBack() throws Exception {
		final Graph graph = new Graph(13, 3, 4, 5).weights("w", 4, 3, 3, 3).weights("s", 4).weights("v", 24, 2).integers("flat",
			-1, 24).then("Conv", "c", "w").then("Transpose", "last").with("perm", 0, 2, 3, 1).then("Mul", "m", "s").then("Relu",
				"r").then("Reshape", "f", "flat").then("MatMul", "d", "v");
		Runtime.assertSameAnswers(graph);
		Runtime.assertSameAnswers(new Graph(13, 3, 4, 5).weights("w", 4, 3, 3, 3).then("Conv", "c", "w").then("Transpose", "t")
			.with("perm", 0, 2, 3, 1).then("ReduceMean", "mean").with("axes", 1, 2).withInt("keepdims", 0));
	}
}

package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

class PublishedModelsTest {

	private static final Path MODELS = Path.of("../shared/data/models");

	private static Path model(final String name) {
		final Path file = MODELS.resolve(name);
		Assumptions.assumeTrue(Files.isRegularFile(file), "The model " + file + " is not there");
		return file;
	}

	@ParameterizedTest
	@CsvSource({
		// Weights and biases added up from the files' tensors with another decoder.
		"onnx-light/light_zfnet512.onnx, 224, 1000, 87250536", "onnx-light/light_bvlc_alexnet.onnx, 224, 1000, 60965224",
		"onnx-light/light_vgg19.onnx, 224, 1000, 143667240", "onnx-light/light_squeezenet.onnx, 224, 1000, 1235496",
		"squeezenet1.0/model.onnx, 227, 1000, 1248424", "tiny-vgg/model.onnx, 64, 10, 19920" })
	void modelsAreReadWithTheirShapes(final String name, final int side, final int classes, final long parameters)
		throws IOException
	{
		final TrainedNetwork trained = OnnxReader.read(model(name));
		assertEquals(new Shape(3, side, side), trained.network().inputShape());
		assertEquals(Shape.vector(classes), trained.network().output().shape());
		assertEquals(parameters, trained.network().parameters());
	}

	@ParameterizedTest
	@CsvSource({ "squeezenet1.0/model.onnx", "tiny-vgg/model.onnx", "onnx-light/light_squeezenet.onnx",
		"resnet20-cifar10/model.onnx", "mobilenet1-imagenet/model.onnx", "mobilenet2-imagenet/model.onnx",
		"mobilenet2-birds/model.onnx" })
	void modelsAnswerTheSameAfterReadingAndWriting(final String name) throws Exception {
		final Path file = model(name);
		final TrainedNetwork trained = OnnxReader.read(file);
		final Shape shape = trained.network().inputShape();
		final float[] input = Runtime.random(shape.size());
		for (int i = 0; i < input.length; i++)
			input[i] *= name.startsWith("squeezenet") ? 100 : 1;
		final float[] expected = Runtime.run(Files.readAllBytes(file), input, 1, 3, shape.height(), shape.width());
		assertArrayEquals(expected, Runtime.run(trained, input), 1e-5f);
	}

	@Test
	void constantWeightsHaveTheirValueAndLayersTheirSizes() throws IOException {
		final TrainedNetwork trained = OnnxReader.read(model("onnx-light/light_zfnet512.onnx"));
		// ⌊(224 − 7) / 2⌋ + 1 = 109, pooled to 54; ⌊(54 − 5) / 2⌋ + 1 = 25, pooled to 12.
		final Shape[] expected = { new Shape(96, 109, 109), new Shape(256, 25, 25), new Shape(512, 12, 12) };
		final var convolutions = trained.network().nodes().stream().filter(node -> node.kernelDimensions().length == 4)
			.toList();
		assertEquals(5, convolutions.size());
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], convolutions.get(i).shape(), convolutions.get(i).name());
		final LayerWeights first = trained.weights().of(convolutions.get(0).name());
		assertEquals(96 * 3 * 7 * 7, first.kernel().length);
		for (final float weight : first.kernel())
			assertTrue(weight == 0.02f);
	}
}

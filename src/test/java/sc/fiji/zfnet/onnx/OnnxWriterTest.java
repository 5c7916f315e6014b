package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
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
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;

class OnnxWriterTest {

	@TempDir
	Path folder;

	static TrainedNetwork withRandomWeights(final Network network) {
		final Random random = new Random(3);
		final Map<String, LayerWeights> weights = new HashMap<>();
		for (final Node node : network.nodes()) {
			if (!node.hasWeights()) continue;
			final float[] kernel = new float[node.kernelSize()];
			final float scale = (float) Math.sqrt(6.0 * node.layer().kernelDimensions(node.inputShapes())[0] / kernel.length);
			for (int i = 0; i < kernel.length; i++)
				kernel[i] = (random.nextFloat() * 2 - 1) * scale;
			final float[] bias = new float[node.layer().biases()];
			for (int i = 0; i < bias.length; i++)
				bias[i] = random.nextFloat() * 2 - 1;
			weights.put(node.name(), new LayerWeights(kernel, bias));
		}
		return new TrainedNetwork(network, new Weights(network, weights));
	}

	/** Branches, uneven padding, groups, dilation, vectors used as maps and maps used as vectors. */
	static Network everything() {
		return Network.input("data.weight", new Shape(4, 17, 15)).add("data", new Convolution(6, new Window(3, 2, 2, 1,
			new Padding(1, 0, 2, 3), 1, 2, false), 2, true)).add("relu", new Relu()).add("left", new MaxPool(new Window(3, 3, 2,
				2, new Padding(0, 1, 1, 0), 1, 1, true)), "relu").add("right", new AveragePool(new Window(3, 3, 2, 2, new Padding(
					0, 1, 1, 0), 1, 1, true), false), "relu").add("both", new Concat(), "right", "left").add("norm",
						new LocalResponseNormalization(3, 0.01, 0.6, 1.5)).add("drop", new Dropout(0.15)).add("conv", new Convolution(
							5, Window.square(3, 1, 1), 1, false)).add("mean", new AveragePool(Window.square(2, 1), true)).add("reshape",
								new Reshape(new Shape(5, 4, 7))).add("pool", new GlobalAveragePool()).add("fc1", new Dense(6)).add("vector",
									new LocalResponseNormalization(3, 0.01, 0.6, 1.5)).add("fc2", new Dense(4, false)).add("flat",
										new Flatten()).add("mixed", new Concat(), "flat", "pool").add("classes", new Convolution(3, Window.square(
											1, 1))).add("prob", new Softmax()).build();
	}

	private Network small() {
		return Network.input("data", new Shape(3, 8, 8)).add("conv", new Convolution(2, Window.square(3, 1))).add("flatten",
			new Flatten()).add("fc", new Dense(3)).add("softmax", new Softmax()).build();
	}

	private TrainedNetwork roundTrip(final TrainedNetwork trained, final WeightFormat format) throws IOException {
		final Path file = folder.resolve("model.onnx");
		OnnxWriter.write(trained, file, format);
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(file), files.toList());
		}
		return OnnxReader.read(file);
	}

	private static void assertEqualWeights(final TrainedNetwork expected, final TrainedNetwork found, final float relative) {
		for (final Node node : expected.network().nodes()) {
			if (!node.hasWeights()) continue;
			final LayerWeights first = expected.weights().of(node.name());
			final LayerWeights second = found.weights().of(node.name());
			assertArrayEquals(first.kernel(), second.kernel(), relative);
			assertArrayEquals(first.bias(), second.bias(), relative);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "ZFNET", "ALEXNET", "ZFNET_TINY", "ALEXNET_TINY" })
	void architecturesComeBackEqual(final Architecture architecture) throws IOException {
		final TrainedNetwork trained = withRandomWeights(architecture.build(architecture.usualClasses()));
		final TrainedNetwork found = roundTrip(trained, WeightFormat.FLOAT32);
		assertEquals(trained.network(), found.network());
		assertEqualWeights(trained, found, 0);
	}

	@Test
	void everyLayerComesBackEqualInBothPrecisions() throws IOException {
		final TrainedNetwork trained = withRandomWeights(everything());
		final TrainedNetwork found = roundTrip(trained, WeightFormat.FLOAT32);
		assertEquals(trained.network(), found.network());
		assertEqualWeights(trained, found, 0);
		final TrainedNetwork half = roundTrip(trained, WeightFormat.FLOAT16);
		assertEquals(trained.network(), half.network());
		// Weights are below 4, where half format steps by 2⁻⁹ at most.
		assertEqualWeights(trained, half, 0x1p-10f);
		assertTrue(half.weights().of("conv").kernel()[0] != trained.weights().of("conv").kernel()[0]);
	}

	@Test
	void anotherProgramLoadsWhatIsWrittenAndComputesTheSame() throws Exception {
		final TrainedNetwork trained = withRandomWeights(everything());
		final float[] input = Runtime.random(4 * 17 * 15);
		final float[] single = Runtime.run(trained, input);
		assertEquals(3, single.length);
		assertEquals(1, single[0] + single[1] + single[2], 1e-5);
		final Path file = folder.resolve("half.onnx");
		OnnxWriter.write(trained, file, WeightFormat.FLOAT16);
		assertArrayEquals(single, Runtime.run(Files.readAllBytes(file), input, 1, 4, 17, 15), 0.01f);
		// Two pictures at once.
		final float[] two = new float[2 * input.length];
		System.arraycopy(input, 0, two, input.length, input.length);
		OnnxWriter.write(trained, file);
		final float[] answers = Runtime.run(Files.readAllBytes(file), two, 2, 4, 17, 15);
		assertArrayEquals(single, new float[] { answers[3], answers[4], answers[5] }, 1e-5f);
	}

	@Test
	void writtenFilesAgreeWithHandArithmetic() throws Exception {
		// 2 · max(0, x) + 1 for each of two outputs, then softmax: scores 1 and 7 differ by 6.
		final Network network = Network.input("x", new Shape(2, 1, 1)).add("relu", new Relu()).add("fc", new Dense(2)).add(
			"softmax", new Softmax()).build();
		final TrainedNetwork trained = new TrainedNetwork(network, new Weights(network, Map.of("fc", new LayerWeights(
			new float[] { 2, 0, 0, 2 }, new float[] { 1, 1 }))));
		final double expected = 1 / (1 + Math.exp(6));
		assertArrayEquals(new float[] { (float) expected, (float) (1 - expected) }, Runtime.run(trained, new float[] { -5,
			3 }), 1e-6f);
	}

	@Test
	void weightsBeyondHalfPrecisionAreRefusedAndNothingIsLeft() throws IOException {
		final TrainedNetwork trained = withRandomWeights(small());
		trained.weights().of("fc").bias()[1] = 70000;
		final IllegalArgumentException exc = assertThrows(IllegalArgumentException.class, () -> OnnxWriter.write(trained,
			folder.resolve("m.onnx"), WeightFormat.FLOAT16));
		assertTrue(exc.getMessage().contains("'fc.bias' holds 70000.0"), exc.getMessage());
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.count());
		}
	}

	@Test
	void anOlderFileIsReplacedAndKeptWhenWritingFails() throws IOException {
		final Path file = Files.writeString(folder.resolve("m.onnx"), "old");
		OnnxWriter.write(withRandomWeights(small()), file);
		assertEquals(small(), OnnxReader.read(file).network());
		assertThrows(IOException.class, () -> OnnxWriter.write(withRandomWeights(small()), folder.resolve("none/m.onnx")));
	}
}

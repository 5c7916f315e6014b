package sc.fiji.zfnet.robustness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.onnxruntime.OrtException;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.onnx.OnnxWriter;

/** What the plugin, ONNX Runtime, and ONNX Runtime with single steps make of response normalisation. */
class SpeltOutNormalizationTest {

	private static final int MAPS = 7;
	private static final Shape SHAPE = new Shape(MAPS, 2, 3);
	private static final LocalResponseNormalization LAYER = new LocalResponseNormalization(3, 0.6, 0.75, 1.5);

	@TempDir
	private Path folder;

	private static TrainedNetwork network() {
		final Network network = Network.input("data", SHAPE).add("norm", LAYER).build();
		return new TrainedNetwork(network, new Weights(network, Map.of()));
	}

	private byte[] model() throws IOException {
		final Path file = folder.resolve("norm.onnx");
		OnnxWriter.write(network(), file);
		return Files.readAllBytes(file);
	}

	/** By the definition, in double precision; channel by channel. */
	private static float[] expected(final float[] input) {
		final float[] expected = new float[input.length];
		final int positions = SHAPE.positions();
		for (int i = 0; i < input.length; i++) {
			final int map = i / positions;
			double sum = 0;
			for (int other = Math.max(map - 1, 0); other <= Math.min(map + 1, MAPS - 1); other++)
				sum += Math.pow(input[other * positions + i % positions], 2);
			expected[i] = (float) (input[i] / Math.pow(1.5 + 0.6 / 3 * sum, 0.75));
		}
		return expected;
	}

	private static float[] input() {
		final Random random = new Random(5);
		final float[] input = new float[SHAPE.size()];
		for (int i = 0; i < input.length; i++)
			input[i] = random.nextFloat() * 4 - 2;
		return input;
	}

	@Test
	void singleStepsAreTheOperator() throws IOException, OrtException {
		final float[] input = input();
		assertArrayEquals(expected(input), OnnxMutants.runtime(model(), input, SHAPE), 1e-5f);
		assertArrayEquals(expected(input), OnnxMutants.runtime(SpeltOutNormalization.of(model()), input, SHAPE), 1e-5f);
		assertArrayEquals(expected(input), OnnxMutants.ours(network(), input), 1e-5f);
	}

	@Test
	void aMapOfLargeValuesLeavesThoseFurtherAwayAsTheyAre() throws IOException, OrtException {
		final float[] input = input();
		for (int i = 0; i < SHAPE.positions(); i++)
			input[SHAPE.positions() + i] = 1e6f;
		final float[] expected = expected(input);
		final float[] single = OnnxMutants.runtime(SpeltOutNormalization.of(model()), input, SHAPE);
		final float[] ours = OnnxMutants.ours(network(), input);
		for (int i = 0; i < expected.length; i++) {
			assertEquals(expected[i], single[i], 1e-4f * Math.abs(expected[i]) + 1e-9f, "single steps, number " + i);
			assertEquals(expected[i], ours[i], 1e-4f * Math.abs(expected[i]) + 1e-9f, "number " + i);
		}
		// ONNX Runtime itself does not give these numbers, as 1e12 and back leaves nothing of the squares in between.
		final float[] runtime = OnnxMutants.runtime(model(), input, SHAPE);
		final int far = 4 * SHAPE.positions();
		System.out.println("ONNX Runtime gives " + runtime[far] + " where " + expected[far] + " is right");
	}
}

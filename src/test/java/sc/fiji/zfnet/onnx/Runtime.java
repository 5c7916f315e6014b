package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/** ONNX Runtime as the independent reference. */
final class Runtime {

	private Runtime() {}

	/** The first output of a model. */
	static float[] run(final byte[] model, final float[] input, final long... sides) throws OrtException {
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(1);
			try (OrtSession session = environment.createSession(model, options);
					OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), sides);
					OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), tensor)))
			{
				final FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
				final float[] output = new float[values.remaining()];
				values.get(output);
				return output;
			}
		}
	}

	/** The answer of a network as the writer stores it. */
	static float[] run(final TrainedNetwork trained, final float[] input) throws IOException, OrtException {
		final Path file = Files.createTempFile("network", ".onnx");
		try {
			OnnxWriter.write(trained, file);
			final Shape shape = trained.network().inputShape();
			return run(Files.readAllBytes(file), input, 1, shape.channels(), shape.height(), shape.width());
		}
		finally {
			Files.delete(file);
		}
	}

	/** Reads a model and asserts that what was read answers as the model itself does. */
	static TrainedNetwork assertSameAnswers(final Graph graph) throws IOException, OrtException {
		final TrainedNetwork trained = graph.read();
		final Shape shape = trained.network().inputShape();
		final float[] input = random(shape.size());
		final long[] sides = graph.proto().getInput(0).getType().getTensorType().getShape().getDimCount() == 2 ? new long[] {
			1, shape.channels() } : new long[] { 1, shape.channels(), shape.height(), shape.width() };
		final float[] expected = run(graph.model().toByteArray(), input, sides);
		final float[] found = run(trained, input);
		assertArrayEquals(expected, found, 1e-4f);
		return trained;
	}

	static float[] random(final int size) {
		final Random random = new Random(7);
		final float[] values = new float[size];
		for (int i = 0; i < size; i++)
			values[i] = random.nextFloat() * 2 - 1;
		return values;
	}
}

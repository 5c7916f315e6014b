package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxWriter;

/** A network in ONNX Runtime, which reads it as this plugin writes it. */
final class OnnxRuntimePeer implements AutoCloseable {

	private final OrtSession session;
	private final Shape input;

	OnnxRuntimePeer(final TrainedNetwork trained) throws IOException {
		input = trained.network().inputShape();
		final Path file = Files.createTempFile("network", ".onnx");
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			OnnxWriter.write(trained, file);
			options.setIntraOpNumThreads(Peers.THREADS);
			// Its threads would otherwise go on turning for a while, at the cost of whoever is measured next.
			options.addConfigEntry("session.force_spinning_stop", "1");
			session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
		}
		catch (final OrtException exc) {
			throw new IOException("ONNX Runtime cannot take the network: " + exc.getMessage(), exc);
		}
		finally {
			Files.delete(file);
		}
	}

	/** Pictures in its order. */
	static FloatBuffer pictures(final Batch batch) {
		return ChannelsFirst.bytes(batch).asFloatBuffer();
	}

	/** The network's answers to pictures in its order. */
	float[] forward(final FloatBuffer pictures) throws IOException {
		final long count = pictures.capacity() / input.size();
		try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pictures.rewind(), new long[] { count,
			input.channels(), input.height(), input.width() });
			OrtSession.Result result = session.run(Map.of(session.getInputNames().iterator().next(), tensor)))
		{
			final FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
			final float[] answers = new float[values.remaining()];
			values.get(answers);
			return answers;
		}
		catch (final OrtException exc) {
			throw new IOException("ONNX Runtime failed: " + exc.getMessage(), exc);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			session.close();
		}
		catch (final OrtException exc) {
			throw new IOException("ONNX Runtime could not be closed: " + exc.getMessage(), exc);
		}
	}
}

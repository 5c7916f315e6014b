package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.zfnet.tensorflow.EngineOptions;

/**
 * What the sections share.
 *
 * @param torch PyTorch; empty where it is not installed
 * @param peak of multiplying matrices
 */
record Peers(Optional<TorchPeer> torch, MatrixPeak peak) implements AutoCloseable {

	/** Threads of everything that is compared. */
	static final int THREADS = Runtime.getRuntime().availableProcessors();

	/** Where: on the CPU, or with the system property {@code device=gpu} on a GPU. */
	static final EngineOptions.DeviceChoice DEVICE = EngineOptions.DeviceChoice.valueOf(System.getProperty("device", "cpu")
		.toUpperCase(Locale.ROOT));

	/** The plugin as it computes here. */
	static EngineOptions engine(final EngineOptions.Precision precision) {
		return new EngineOptions(DEVICE, THREADS, precision);
	}

	@Override
	public void close() throws IOException {
		if (torch.isPresent()) torch.get().close();
	}
}

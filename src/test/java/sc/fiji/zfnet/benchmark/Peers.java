package sc.fiji.zfnet.benchmark;

import java.io.IOException;
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

	/** The plugin as it computes here. */
	static EngineOptions engine(final EngineOptions.Precision precision) {
		return new EngineOptions(EngineOptions.DeviceChoice.CPU, THREADS, precision);
	}

	@Override
	public void close() throws IOException {
		if (torch.isPresent()) torch.get().close();
	}
}

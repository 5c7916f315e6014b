package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.milliseconds;
import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;
import java.nio.FloatBuffer;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** Forward passes of the whole network against ONNX Runtime and PyTorch. */
final class ForwardSection implements Section {

	private static final int[] BATCHES = { 1, 8, 32 };
	private static final int[] QUICK_BATCHES = { 1, 32 };

	@Override
	public String name() {
		return "forward";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Forward pass");
		report.paragraph("Time in milliseconds for one pass over a batch, from pictures to probabilities; speed relative to " +
			"ONNX Runtime with 32-bit floats; pictures per second with 32-bit floats, and the share of the peak rate that this " +
			"represents.");
		report.columns("network", "batch", "float32", "bfloat16", "ONNX Runtime", "PyTorch",
			"float32 relative to ONNX Runtime", "bfloat16 relative to ONNX Runtime", "pictures/s", "share of peak");
		for (final BenchmarkNetworks network : BenchmarkNetworks.values())
			if (network.isThere()) run(report, peers, effort, network);
		report.endTable();
	}

	private static void run(final Report report, final Peers peers, final Effort effort, final BenchmarkNetworks which)
		throws IOException
	{
		final TrainedNetwork trained = which.network();
		if (peers.torch().isPresent()) peers.torch().get().load(trained);
		try (NetworkSession exact = new NetworkSession(trained, Peers.engine(Precision.FLOAT32));
			NetworkSession coarse = new NetworkSession(trained, Peers.engine(Precision.BFLOAT16));
			OnnxRuntimePeer runtime = new OnnxRuntimePeer(trained))
		{
			for (final int count : effort.isQuick() ? QUICK_BATCHES : BATCHES) {
				final Batch pictures = BenchmarkNetworks.pictures(trained, count);
				final FloatBuffer channelsFirst = OnnxRuntimePeer.pictures(pictures);
				final Rounds rounds = new Rounds(effort).add("float32", () -> exact.forward(pictures)).add("bfloat16",
					() -> coarse.forward(pictures)).add("runtime", () -> runtime.forward(channelsFirst));
				if (peers.torch().isPresent()) rounds.addProcess("torch", () -> peers.torch().get().forward(count));
				final Times times = rounds.run();
				final double seconds = times.median("float32");
				report.row(which.title(), Integer.toString(count), milliseconds(seconds), milliseconds(times.median("bfloat16")),
					milliseconds(times.median("runtime")), times.has("torch") ? milliseconds(times.median("torch")) : "–", number(
						times.ratio("runtime", "float32")), number(times.ratio("runtime", "bfloat16")), number(count / seconds), peers
							.peak().share((double) count * trained.network().multiplyAdds(), seconds));
			}
		}
	}
}

package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.milliseconds;
import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.IncrementalSession;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** A position of the occlusion scan, against full passes. {@link OcclusionBenchmark} tells more of it. */
final class OcclusionSection implements Section {

	private static final int BATCH = 32;

	@Override
	public String name() {
		return "occlusion";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Occlusion");
		report.paragraph("Time in milliseconds per position of a scan with the usual stride, for random positions. The scan " +
			"computes only what the occluder can affect; the others run the whole network over batches of 32 occluded " +
			"pictures. The bound is the number of multiplications of a full pass divided by the number that the occluder can " +
			"affect.");
		report.columns("network", "occluder", "positions", "scan", "full passes", "ONNX Runtime", "PyTorch",
			"speed-up over full passes", "speed-up over ONNX Runtime", "speed-up over PyTorch", "bound");
		for (final BenchmarkNetworks network : BenchmarkNetworks.values())
			if (network.isThere() && !(effort.isQuick() && network == BenchmarkNetworks.ALEXNET)) run(report, peers, effort, network);
		report.endTable();
	}

	private static void run(final Report report, final Peers peers, final Effort effort, final BenchmarkNetworks which)
		throws IOException
	{
		final TrainedNetwork trained = which.network();
		final OcclusionGrid grid = OcclusionGrid.of(trained.network().inputShape());
		final List<Region> covers = new ArrayList<>(IntStream.range(0, grid.positions()).mapToObj(grid::cover).toList());
		Collections.shuffle(covers, new Random(1));
		final Batch pictures = BenchmarkNetworks.pictures(trained, BATCH);
		final FloatBuffer channelsFirst = OnnxRuntimePeer.pictures(pictures);
		final float[] fill = new float[trained.network().inputShape().channels()];
		if (peers.torch().isPresent()) peers.torch().get().load(trained);
		try (NetworkSession session = new NetworkSession(trained, Peers.engine(Precision.FLOAT32));
			IncrementalSession scan = new IncrementalSession(session, BenchmarkNetworks.pictures(trained, 1), trained.network()
				.lastConvolution().name(), covers);
			OnnxRuntimePeer runtime = new OnnxRuntimePeer(trained))
		{
			final int run = Math.min(scan.changesPerRun(), covers.size());
			final Rounds rounds = new Rounds(effort).addTimed("scan", () -> {
				Collections.rotate(covers, run);
				final long start = System.nanoTime();
				scan.run(covers.subList(0, run), fill);
				return (System.nanoTime() - start) / 1e9 / run;
			}).addTimed("full", () -> each(() -> session.forward(pictures))).addTimed("runtime", () -> each(() -> runtime.forward(
				channelsFirst)));
			if (peers.torch().isPresent()) rounds.addProcess("torch", () -> peers.torch().get().forward(BATCH) / BATCH);
			final Times times = rounds.run();
			final boolean torch = times.has("torch");
			report.row(which.title(), grid.size() + " px, stride " + grid.stride(), Integer.toString(grid.positions()),
				milliseconds(times.median("scan")), milliseconds(times.median("full")), milliseconds(times.median("runtime")), torch
					? milliseconds(times.median("torch")) : "–", number(times.ratio("full", "scan")), number(times.ratio("runtime",
						"scan")), torch ? number(times.ratio("torch", "scan")) : "–", number((double) trained.network().multiplyAdds() /
							scan.boundMultiplyAdds()));
		}
	}

	/** Seconds a picture of work on a batch. */
	private static double each(final Rounds.Work work) throws IOException {
		final long start = System.nanoTime();
		work.run();
		return (System.nanoTime() - start) / 1e9 / BATCH;
	}
}

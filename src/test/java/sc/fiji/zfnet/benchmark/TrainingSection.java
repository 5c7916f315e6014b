package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.milliseconds;
import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.TrainingOptions;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/** Steps of training against PyTorch. */
final class TrainingSection implements Section {

	private static final TrainingOptions OPTIONS = new TrainingOptions(0.9, 5e-4, 0.1, 1);
	/** Small, as what is learnt here is noise. */
	private static final double RATE = 1e-5;
	/** Forward, and two products as large backward: by the values below and by the weights. */
	private static final int PASSES = 3;

	@Override
	public String name() {
		return "training";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Training step");
		report.paragraph("Milliseconds of a step with momentum, weight decay, dropout and filters scaled back, PyTorch with " +
			"the same recipe; pictures a second, and the share of the peak that three times the forward pass's " +
			"multiplications are, with 32-bit floats.");
		report.columns("network", "batch", "float32", "bfloat16", "PyTorch", "float32 relative to PyTorch",
			"bfloat16 relative to PyTorch", "pictures/s, float32", "pictures/s, bfloat16", "share of peak");
		run(report, peers, effort, BenchmarkNetworks.ZFNET_64, effort.isQuick() ? new int[] { 128 } : new int[] { 32, 128 });
		if (!effort.isQuick()) run(report, peers, effort, BenchmarkNetworks.ZFNET_224, 32);
		report.endTable();
	}

	private static void run(final Report report, final Peers peers, final Effort effort, final BenchmarkNetworks which,
		final int... batches) throws IOException
	{
		final TrainedNetwork trained = which.network();
		if (peers.torch().isPresent()) peers.torch().get().load(trained);
		try (TrainingSession exact = new TrainingSession(trained, OPTIONS, Peers.engine(Precision.FLOAT32));
			TrainingSession coarse = new TrainingSession(trained, OPTIONS, Peers.engine(Precision.BFLOAT16)))
		{
			for (final int count : batches) {
				final Batch pictures = BenchmarkNetworks.pictures(trained, count);
				final int[] labels = new int[count];
				final Rounds rounds = new Rounds(effort).add("float32", () -> exact.step(pictures, labels, RATE)).add("bfloat16",
					() -> coarse.step(pictures, labels, RATE));
				if (peers.torch().isPresent()) rounds.addProcess("torch", () -> peers.torch().get().train(count));
				final Times times = rounds.run();
				final boolean torch = times.has("torch");
				final double seconds = times.median("float32");
				report.row(which.title(), Integer.toString(count), milliseconds(seconds), milliseconds(times.median("bfloat16")),
					torch ? milliseconds(times.median("torch")) : "–", torch ? number(times.ratio("torch", "float32")) : "–", torch
						? number(times.ratio("torch", "bfloat16")) : "–", number(count / seconds), number(count / times.median(
							"bfloat16")), peers.peak().share((double) PASSES * count * trained.network().multiplyAdds(), seconds));
			}
		}
	}
}

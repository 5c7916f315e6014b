package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.milliseconds;
import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.tensorflow.Unit;

/** The nine strongest maps of each convolution projected to pixels, against PyTorch with hooks. */
final class ProjectionSection implements Section {

	private static final int MAPS = 9;

	@Override
	public String name() {
		return "projection";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Projection of the nine strongest maps");
		report.paragraph("Milliseconds from one picture to nine projections, finding the strongest maps included; of the " +
			"strongest unit of each map, and of all units of each map. PyTorch takes a forward and a backward pass a map, with " +
			"rectification in place of the gradient of rectification, as captum does; beside it the backward passes after one " +
			"forward pass. Response normalisation passes values down unchanged in both. The last column is the time of the " +
			"strongest units against a forward pass of the whole network over nine pictures.");
		report.columns("network", "layer", "strongest units", "all units", "PyTorch", "PyTorch, one forward pass",
			"speed-up over PyTorch", "speed-up over PyTorch, one forward pass",
			"time relative to a forward pass of nine pictures");
		for (final BenchmarkNetworks network : effort.isQuick() ? List.of(BenchmarkNetworks.ZFNET_224) : List.of(
			BenchmarkNetworks.ZFNET_224, BenchmarkNetworks.ALEXNET, BenchmarkNetworks.ZFNET_64))
			run(report, peers, effort, network);
		report.endTable();
	}

	private static void run(final Report report, final Peers peers, final Effort effort, final BenchmarkNetworks which)
		throws IOException
	{
		final TrainedNetwork trained = which.network();
		if (peers.torch().isPresent()) peers.torch().get().load(trained);
		final Batch picture = BenchmarkNetworks.pictures(trained, 1);
		final Batch nine = BenchmarkNetworks.pictures(trained, MAPS);
		try (NetworkSession session = new NetworkSession(trained, Peers.engine(Precision.FLOAT32))) {
			for (final Node node : trained.network().nodes()) {
				if (!(node.layer() instanceof Convolution)) continue;
				final String layer = trained.network().rectified(node).name();
				if (effort.isQuick() && !layer.equals(trained.network().lastConvolution().name())) continue;
				final Rounds rounds = new Rounds(effort).add("strongest", () -> project(session, picture, layer, false)).add("all",
					() -> project(session, picture, layer, true)).add("forward", () -> session.forward(nine));
				if (peers.torch().isPresent()) rounds.addProcess("torch", () -> peers.torch().get().project(layer, MAPS)).addProcess(
					"backward", () -> peers.torch().get().projectAfterOneForwardPass(layer, MAPS));
				final Times times = rounds.run();
				final boolean torch = times.has("torch");
				report.row(which.title(), layer, milliseconds(times.median("strongest")), milliseconds(times.median("all")), torch
					? milliseconds(times.median("torch")) : "–", torch ? milliseconds(times.median("backward")) : "–", torch ? number(
						times.ratio("torch", "strongest")) : "–", torch ? number(times.ratio("backward", "strongest")) : "–", number(
							times.ratio("strongest", "forward")));
			}
		}
	}

	/** As the command does it. */
	private static void project(final NetworkSession session, final Batch picture, final String layer,
		final boolean allUnits)
	{
		final Shape shape = session.network().node(layer).shape();
		final List<UnitActivation> strongest = StrongestUnits.strongest(StrongestUnits.of(session.forward(picture, layer), 0),
			MAPS);
		session.project(picture, layer, strongest.stream().map(unit -> allUnits ? IntStream.range(0, shape.positions())
			.mapToObj(i -> new Unit(0, unit.map(), i / shape.width(), i % shape.width())).toList() : List.of(new Unit(0, unit
				.map(), unit.y(), unit.x()))).toList());
	}
}

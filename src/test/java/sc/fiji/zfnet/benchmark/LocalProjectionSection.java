package sc.fiji.zfnet.benchmark;

import static sc.fiji.zfnet.benchmark.Report.milliseconds;
import static sc.fiji.zfnet.benchmark.Report.number;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.zfnet.analysis.StrongestUnits;
import sc.fiji.zfnet.analysis.UnitActivation;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.tensorflow.Unit;

/** Single units of the first two layers, which are projected where they can reach, against projections with whole maps. */
final class LocalProjectionSection implements Section {

	private static final int LAYERS = 2;
	private static final int MAPS = 9;

	@Override
	public String name() {
		return "local";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Projection of single units of the first two layers");
		report.paragraph("Time in milliseconds to project the strongest unit of the strongest map of one picture, and of " +
			"nine maps in one call. Single units are computed on patches that cover just what they can reach. A projection of " +
			"a unit together with its neighbour uses whole maps, and takes as long as a single unit would with whole maps.");
		report.columns("network", "layer", "one map, patches", "one map, whole maps", "speed-up", "nine maps, patches",
			"nine maps, whole maps", "speed-up");
		for (final BenchmarkNetworks network : BenchmarkNetworks.values())
			if (network.isThere()) run(report, effort, network);
		report.endTable();
	}

	private static void run(final Report report, final Effort effort, final BenchmarkNetworks which) throws IOException {
		final TrainedNetwork trained = which.network();
		final Batch picture = BenchmarkNetworks.pictures(trained, 1);
		try (NetworkSession session = new NetworkSession(trained, Peers.engine(Precision.FLOAT32))) {
			for (final String layer : firstLayers(trained.network())) {
				final List<UnitActivation> strongest = StrongestUnits.strongest(StrongestUnits.of(session.forward(picture, layer),
					0), MAPS);
				final List<UnitActivation> first = strongest.subList(0, 1);
				final Times times = new Rounds(effort).add("one", () -> project(session, picture, layer, first, false)).add(
					"one whole", () -> project(session, picture, layer, first, true)).add("nine", () -> project(session, picture, layer,
						strongest, false)).add("nine whole", () -> project(session, picture, layer, strongest, true)).run();
				report.row(which.title(), layer, milliseconds(times.median("one")), milliseconds(times.median("one whole")), number(
					times.ratio("one whole", "one")), milliseconds(times.median("nine")), milliseconds(times.median("nine whole")),
					number(times.ratio("nine whole", "nine")));
			}
		}
	}

	/** The first rectified layers. */
	private static List<String> firstLayers(final Network network) {
		return network.nodes().stream().filter(node -> node.layer() instanceof Relu).map(Node::name).limit(LAYERS).toList();
	}

	private static void project(final NetworkSession session, final Batch picture, final String layer,
		final List<UnitActivation> units, final boolean withNeighbour)
	{
		final Shape shape = session.network().shapeOf(layer);
		session.project(picture, layer, units.stream().map(unit -> Stream.of(unit.x(), unit.x() + 1 < shape.width() ? unit.x() +
			1 : unit.x() - 1).limit(withNeighbour ? 2 : 1).map(x -> new Unit(0, unit.map(), unit.y(), x)).toList()).toList());
	}
}

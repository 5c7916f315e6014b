package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** What operations the graphs consist of that the engine builds: forward, down, down on patches, incremental, training. */
class EngineGraphsTest {

	private static final int RANDOM_NETWORKS = 40;
	/** oneDNN's gradients of convolutions by their input are wrong for some shapes on some processors. */
	private static final List<String> WRONG_SOMEWHERE = List.of("Conv2DBackpropInput", "Conv2DBackpropInputV2",
		"Conv3DBackpropInputV2", "DepthwiseConv2dNativeBackpropInput");

	private static final EngineOptions EXACT = new EngineOptions(DeviceChoice.CPU, 0, Precision.FLOAT32);

	@ParameterizedTest
	@MethodSource("seeds")
	void noGraphOfARandomNetworkHoldsAnOperationThatIsWrongSomewhere(final int seed) {
		eachGraph(RandomNetworks.network(new Random(seed)), EXACT, EngineGraphsTest::checkOperations);
	}

	@ParameterizedTest
	@EnumSource(Architecture.class)
	void noGraphOfAnArchitectureHoldsAnOperationThatIsWrongSomewhere(final Architecture architecture) {
		eachGraph(withoutWeights(architecture.build(10)), EXACT, EngineGraphsTest::checkOperations);
	}

	static Stream<Integer> seeds() {
		return IntStream.range(0, RANDOM_NETWORKS).boxed();
	}

	private static void checkOperations(final Graph graph) {
		final TreeSet<String> found = new TreeSet<>();
		graph.operations().forEachRemaining(operation -> found.add(operation.type()));
		found.retainAll(WRONG_SOMEWHERE);
		assertEquals(List.of(), List.copyOf(found));
	}

	/** The graphs down from the last layer and, of convolutions, on patches, whether they would be chosen or not. */
	private static void eachGraph(final TrainedNetwork trained, final EngineOptions options, final Consumer<Graph> check) {
		final Network network = trained.network();
		try (NetworkSession session = new NetworkSession(trained, options)) {
			new DeconvnetGraph(session.graph(), session.forwardGraph(), network, network.output().name());
			for (final Node node : network.nodes()) {
				final Optional<UnitPatches> patches = UnitPatches.of(network, node.name());
				if (node.layer() instanceof Convolution && patches.isPresent()) new LocalDeconvnetGraph(session.graph(), session
					.forwardGraph(), network, patches.get(), true, true);
			}
			final List<Region> changes = List.of(new Region(1, 1, 2, 2), new Region(0, 0, 4, 3));
			for (final IncrementalPlan plan : List.of(new IncrementalPlan(network, changes), new IncrementalPlan(network, changes,
				0)))
				session.incremental(plan.whole(), network.nodes().get(0).name());
			check.accept(session.graph());
		}
		if (network.parameters() == 0) return;
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0.9, 5e-4, 0.1, 1), options)) {
			check.accept(session.graph());
		}
	}

	private static TrainedNetwork withoutWeights(final Network network) {
		final Map<String, LayerWeights> zeros = new HashMap<>();
		for (final Node node : network.nodes())
			if (node.hasWeights()) zeros.put(node.name(), new LayerWeights(new float[node.kernelSize()], new float[node.layer()
				.biases()]));
		return new TrainedNetwork(network, new Weights(network, zeros));
	}
}

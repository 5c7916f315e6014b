package sc.fiji.zfnet.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.tensorflow.GraphOperation;

import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** What operations the graphs consist of that the engine builds: forward, down, down on patches, incremental, training. */
class EngineGraphsTest {

	private static final int RANDOM_NETWORKS = 25;
	/** oneDNN's gradients of convolutions by their input are wrong for some shapes on some processors. */
	private static final List<String> WRONG_SOMEWHERE = List.of("Conv2DBackpropInput", "Conv2DBackpropInputV2",
		"Conv3DBackpropInputV2", "DepthwiseConv2dNativeBackpropInput");

	private static final EngineOptions EXACT = new EngineOptions(DeviceChoice.CPU, 0, Precision.FLOAT32);
	private static final EngineOptions COARSE = new EngineOptions(DeviceChoice.CPU, 0, Precision.BFLOAT16);

	@ParameterizedTest
	@MethodSource("seeds")
	void noGraphOfARandomNetworkHoldsAnOperationThatIsWrongSomewhere(final int seed) {
		eachGraph(RandomNetworks.network(new Random(seed)), EXACT, EngineGraphsTest::checkOperations);
	}

	@ParameterizedTest
	@EnumSource(Architecture.class)
	void noGraphOfAnArchitectureHoldsAnOperationThatIsWrongSomewhere(final Architecture architecture) {
		eachGraph(withoutWeights(architecture), EXACT, EngineGraphsTest::checkOperations);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void withBfloat16NoConvolutionOfARandomNetworkHasAnOddNumberOfChannels(final int seed) {
		eachGraph(RandomNetworks.network(new Random(seed)), COARSE, EngineGraphsTest::checkChannels);
	}

	@ParameterizedTest
	@EnumSource(Architecture.class)
	void withBfloat16NoConvolutionOfAnArchitectureHasAnOddNumberOfChannels(final Architecture architecture) {
		eachGraph(withoutWeights(architecture), COARSE, EngineGraphsTest::checkChannels);
	}

	static Stream<Integer> seeds() {
		return IntStream.range(0, RANDOM_NETWORKS).boxed();
	}

	/** Those of the maps that a convolution reads and, for the gradient by its kernel, of the gradient that comes down, too. */
	private static void checkChannels(final Graph graph) {
		graph.operations().forEachRemaining(operation -> {
			final boolean gradient = operation.type().equals("Conv2DBackpropFilter");
			if (gradient || operation.type().equals("Conv2D")) checkChannels(operation, 0);
			if (gradient) checkChannels(operation, 2);
		});
	}

	private static void checkChannels(final GraphOperation convolution, final int input) {
		final long channels = convolution.input(input).shape().get(3);
		assertTrue(channels > 0 && channels % 2 == 0, convolution.name() + " reads " + channels + " channels");
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
			new DeconvnetGraph(session.graph(), session.forwardGraph(), network, network.output().name(),
				ProjectionMethod.DECONVNET);
			for (final Node node : network.nodes()) {
				final Optional<UnitPatches> patches = UnitPatches.of(network, node.name());
				if (node.layer() instanceof Convolution && patches.isPresent()) new LocalDeconvnetGraph(session.graph(), session
					.forwardGraph(), network, patches.get(), ProjectionMethod.DECONVNET, true, true);
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

	/** Few hidden units, which take no convolution, make it quick. */
	private static TrainedNetwork withoutWeights(final Architecture architecture) {
		final Network network = ArchitectureVariant.parse(architecture.title() + " hidden x0.01").build(10);
		final Map<String, LayerWeights> zeros = new HashMap<>();
		for (final Node node : network.nodes())
			if (node.hasWeights()) zeros.put(node.name(), new LayerWeights(new float[node.kernelSize()], new float[node.layer()
				.biases()]));
		return new TrainedNetwork(network, new Weights(network, zeros));
	}
}

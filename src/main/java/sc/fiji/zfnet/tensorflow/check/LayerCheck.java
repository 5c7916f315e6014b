package sc.fiji.zfnet.tensorflow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.SessionConfig;
import sc.fiji.zfnet.tensorflow.check.LayerVerdict.Direction;

/**
 * Computes single layers with the operations that all graphs are made of, on random pictures, and compares them with plain
 * loops in 64-bit floats.
 */
final class LayerCheck {

	private final EngineOptions options;
	private final LayerComputation computation;
	private final Random random;

	LayerCheck(final EngineOptions options, final LayerComputation computation, final long seed) {
		this.options = options;
		this.computation = computation;
		random = new Random(seed);
	}

	/**
	 * Checks layers, all in one run of one graph.
	 *
	 * @param layers those without plain loops are passed over
	 * @param training whether forward and backward as in training, rather than forward and down as in projections
	 */
	List<LayerVerdict> check(final List<LayerCase> layers, final boolean training) {
		Devices.version(); // loads TensorFlow
		final List<LayerVerdict> verdicts = new ArrayList<>();
		try (Graph graph = new Graph()) {
			final Ops tf = Ops.create(graph);
			final List<LayerGraph> graphs = new ArrayList<>();
			for (final LayerCase layer : layers)
				if (layer.node().layer().plain().isPresent()) graphs.add(new LayerGraph(tf.withSubScope("layer" + graphs.size()),
					new LayerSample(layer, random), training, SessionConfig.needsEvenChannels(options), computation));
			if (graphs.isEmpty()) return verdicts;
			try (Session session = new Session(graph, training ? SessionConfig.forTraining(options) : SessionConfig.forPasses(
				options)))
			{
				run(session, graphs, verdicts);
			}
		}
		return verdicts;
	}

	private void run(final Session session, final List<LayerGraph> graphs, final List<LayerVerdict> verdicts) {
		final Session.Runner runner = session.runner();
		final List<TFloat32> tensors = new ArrayList<>();
		try {
			graphs.forEach(graph -> tensors.addAll(graph.addTo(runner)));
			try (Result result = runner.run()) {
				int next = 0;
				for (final LayerGraph graph : graphs)
					for (final Map.Entry<Direction, List<Operand<TFloat32>>> entry : graph.results().entrySet()) {
						final List<float[]> found = new ArrayList<>();
						for (int i = 0; i < entry.getValue().size(); i++)
							found.add(values((TFloat32) result.get(next++)));
						verdicts.add(graph.sample().compare(entry.getKey(), found, Roundings.of(options)));
					}
			}
		}
		finally {
			tensors.forEach(TFloat32::close);
		}
	}

	private static float[] values(final TFloat32 tensor) {
		final float[] values = new float[(int) tensor.size()];
		tensor.copyTo(DataBuffers.of(values, false, false));
		return values;
	}
}

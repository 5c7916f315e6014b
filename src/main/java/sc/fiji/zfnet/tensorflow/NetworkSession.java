package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * A trained network in TensorFlow, ready for forward passes and deconvnet projections. Holds one graph and one session;
 * close it when done. Thread-safe.
 *
 * <pre>
 * try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
 *   Batch probabilities = session.forward(input);
 * }
 * </pre>
 */
public final class NetworkSession implements AutoCloseable {

	private final TrainedNetwork trained;
	private final EngineOptions options;
	private final Graph graph;
	private final Session session;
	private final ForwardGraph forward;
	private final Map<String, MaximaGraph> maxima = new HashMap<>();
	private final Map<IncrementalKey, IncrementalGraph> incremental = new HashMap<>();
	private final Projections projections;

	/**
	 * Builds the graph.
	 *
	 * @param trained the network and its weights
	 * @param options device, threads and precision
	 */
	public NetworkSession(final TrainedNetwork trained, final EngineOptions options) {
		this.trained = trained;
		this.options = options;
		TensorFlowLibrary.load();
		graph = new Graph();
		final Ops tf = Ops.create(graph).withSubScope("forward");
		final InferenceWeights weights = new InferenceWeights(tf, trained, SessionConfig.needsEvenChannels(options));
		forward = new ForwardGraph(tf, trained.network(), weights.operands());
		session = new Session(graph, SessionConfig.forPasses(options));
		weights.store(session);
		projections = new Projections(graph, this::runner, forward, network());
	}

	/** The network. */
	public Network network() {
		return trained.network();
	}

	/** The network and its weights. */
	public TrainedNetwork trained() {
		return trained;
	}

	/** Device, threads and precision. */
	public EngineOptions options() {
		return options;
	}

	/**
	 * Runs the whole network.
	 *
	 * @param input preprocessed pictures
	 * @return the output of the last node
	 */
	public Batch forward(final Batch input) {
		return forward(input, network().output().name());
	}

	/**
	 * Runs the network up to a node.
	 *
	 * @param input preprocessed pictures
	 * @param node the node's name
	 * @return the node's output
	 * @throws IllegalArgumentException when there is no such node
	 */
	public Batch forward(final Batch input, final String node) {
		return forward(input, List.of(node)).get(node);
	}

	/**
	 * Runs the network up to several nodes in one pass.
	 *
	 * @param input preprocessed pictures
	 * @param nodes the nodes' names
	 * @return their outputs, in that order
	 * @throws IllegalArgumentException when there is no such node, or the input has another shape than the network's
	 */
	public Map<String, Batch> forward(final Batch input, final List<String> nodes) {
		return forward(List.of(input), nodes);
	}

	/**
	 * Runs the network up to several nodes in one pass.
	 *
	 * @param inputs preprocessed pictures; the batches are joined on their way into the graph
	 * @param nodes the nodes' names
	 * @return their outputs, in that order
	 * @throws IllegalArgumentException when there is no such node, or the input has another shape than the network's
	 */
	public Map<String, Batch> forward(final List<Batch> inputs, final List<String> nodes) {
		inputs.forEach(input -> Feeds.check(network(), input));
		// Nodes that pass values unchanged share their output with their input, and TensorFlow fetches each output only once.
		final List<Output<TFloat32>> fetched = nodes.stream().map(node -> forward.output(node).asOutput()).distinct().toList();
		final Session.Runner runner = runner();
		fetched.forEach(runner::fetch);
		try (TFloat32 fed = Feeds.pictures(inputs); Result result = runner.feed(forward.input(), fed).run()) {
			final Map<String, Batch> outputs = new LinkedHashMap<>();
			for (final String node : nodes)
				outputs.put(node, batch((TFloat32) result.get(fetched.indexOf(forward.output(node).asOutput())), network()
					.shapeOf(node)));
			return outputs;
		}
	}

	/**
	 * Runs the network and finds the strongest unit of every map of some layers, in one pass.
	 *
	 * @param inputs preprocessed pictures; the batches are joined on their way into the graph
	 * @param layers the layers' names, each once
	 * @return one result per layer, in that order
	 * @throws IllegalArgumentException when there is no such layer, or the input has another shape than the network's
	 */
	public Map<String, MapMaxima> maxima(final List<Batch> inputs, final List<String> layers) {
		inputs.forEach(input -> Feeds.check(network(), input));
		final List<MaximaGraph> graphs = layers.stream().map(this::maximaGraph).toList();
		final Session.Runner runner = runner();
		graphs.forEach(maxima -> runner.fetch(maxima.activations()).fetch(maxima.positions()));
		try (TFloat32 fed = Feeds.pictures(inputs); Result result = runner.feed(forward.input(), fed).run()) {
			final Map<String, MapMaxima> outputs = new LinkedHashMap<>();
			for (int i = 0; i < layers.size(); i++) {
				final Shape shape = network().node(layers.get(i)).shape();
				final float[] activations = new float[(int) fed.shape().get(0) * shape.channels()];
				final int[] positions = new int[activations.length];
				((TFloat32) result.get(2 * i)).copyTo(DataBuffers.of(activations, false, false));
				((TInt32) result.get(2 * i + 1)).copyTo(DataBuffers.of(positions, false, false));
				outputs.put(layers.get(i), new MapMaxima(shape, activations, positions));
			}
			return outputs;
		}
	}

	private MaximaGraph maximaGraph(final String layer) {
		synchronized (maxima) {
			return maxima.computeIfAbsent(layer, name -> new MaximaGraph(graph, forward.output(name), network().node(name)
				.shape()));
		}
	}

	/**
	 * Projects units of a layer back to the input with the deconvnet (Section 2.1 of the paper). Projections of single units
	 * are computed only where the unit can reach, if this is less work; the results are the same.
	 *
	 * @param input preprocessed pictures
	 * @param layer the layer's name
	 * @param projections units of each projection that keep their activation; all others are set to zero. All units of a
	 *           projection belong to one picture
	 * @return one picture per projection, in the shape and the channel order of the network's input
	 * @throws IllegalArgumentException when there is no such layer, a projection has no unit or a unit is out of range
	 */
	public Batch project(final Batch input, final String layer, final List<List<Unit>> projections) {
		return project(input, layer, projections, ProjectionMethod.DECONVNET);
	}

	/**
	 * Projects units of a layer down to the input by one of several methods.
	 *
	 * @param input preprocessed pictures
	 * @param layer the layer's name
	 * @param projections units of each projection that keep their activation, all of one picture
	 * @param method what happens at rectifiers
	 * @return one picture per projection, in the shape and the channel order of the network's input
	 * @throws IllegalArgumentException when there is no such layer, a projection has no unit or a unit is out of range
	 */
	public Batch project(final Batch input, final String layer, final List<List<Unit>> projections,
		final ProjectionMethod method)
	{
		return this.projections.project(input, layer, projections, method);
	}

	/**
	 * Maximum number of projections per call, so that memory stays bounded.
	 *
	 * @param layer the layer's name
	 * @param singleUnits whether each is of one unit
	 * @throws IllegalArgumentException when there is no such layer
	 */
	public int projectionsARun(final String layer, final boolean singleUnits) {
		return projections.most(layer, singleUnits);
	}

	/** A graph that recomputes only what changes; the named nodes are computed as whole maps. */
	IncrementalGraph incremental(final Set<String> whole, final String layer) {
		synchronized (incremental) {
			return incremental.computeIfAbsent(new IncrementalKey(Set.copyOf(whole), layer), key -> new IncrementalGraph(graph,
				forward, network(), key.whole, layer));
		}
	}

	private record IncrementalKey(Set<String> whole, String layer) {}

	/** The projections, for tests that compare the two ways of computing them. */
	Projections projections() {
		return projections;
	}

	/** The graph with all operations so far, for tests. */
	Graph graph() {
		return graph;
	}

	/** The full forward pass. */
	ForwardGraph forwardGraph() {
		return forward;
	}

	/** Begins a run of the session. */
	Session.Runner runner() {
		TensorFlowLibrary.use(options.precision());
		return session.runner();
	}

	static Batch batch(final TFloat32 tensor, final Shape shape) {
		final Batch batch = new Batch((int) tensor.shape().get(0), shape);
		tensor.copyTo(DataBuffers.of(batch.values(), false, false));
		return batch;
	}

	/** Frees all TensorFlow resources of the network. */
	@Override
	public void close() {
		session.close();
		graph.close();
	}
}

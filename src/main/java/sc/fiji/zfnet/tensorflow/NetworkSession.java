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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * A trained network in TensorFlow, ready to run forward and down. Holds one graph, with the weights as constants so that
 * TensorFlow may fold and reorder them, and one session; close it when done. Safe for several threads.
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
	private final Graph graph = new Graph();
	private final Session session;
	private final ForwardGraph forward;
	private final Map<String, DeconvnetGraph> deconvnets = new HashMap<>();
	private final Map<IncrementalKey, IncrementalGraph> incremental = new HashMap<>();

	/**
	 * Builds the graph.
	 *
	 * @param trained the network and its weights
	 * @param options how to compute
	 */
	public NetworkSession(final TrainedNetwork trained, final EngineOptions options) {
		this.trained = trained;
		this.options = options;
		forward = new ForwardGraph(graph, trained);
		session = new Session(graph, options.config());
	}

	/** The network. */
	public Network network() {
		return trained.network();
	}

	/** The network and its weights. */
	public TrainedNetwork trained() {
		return trained;
	}

	/** How it computes. */
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
		check(input);
		// Nodes that pass values unchanged share an output with what they read, and TensorFlow fetches an output once.
		final List<Output<TFloat32>> fetched = nodes.stream().map(node -> forward.output(node).asOutput()).distinct().toList();
		final Session.Runner runner = session.runner();
		fetched.forEach(runner::fetch);
		try (TFloat32 fed = tensor(input); Result result = runner.feed(forward.input(), fed).run()) {
			final Map<String, Batch> outputs = new LinkedHashMap<>();
			for (final String node : nodes)
				outputs.put(node, batch((TFloat32) result.get(fetched.indexOf(forward.output(node).asOutput())), network()
					.shapeOf(node)));
			return outputs;
		}
	}

	/**
	 * Projects units of a layer down to the input with the deconvnet (Section 2.1 of the paper).
	 *
	 * @param input preprocessed pictures
	 * @param layer the layer's name
	 * @param projections for each projection the units that keep their activation; all others are zero. The units of one
	 *          projection are of one picture
	 * @return one picture a projection, in the shape and the channel order of the network's input
	 * @throws IllegalArgumentException when there is no such layer, a projection has no unit or a unit is out of range
	 */
	public Batch project(final Batch input, final String layer, final List<List<Unit>> projections) {
		check(input);
		if (projections.isEmpty()) return new Batch(0, network().inputShape());
		final Shape shape = network().node(layer).shape();
		final Seeds seeds = Seeds.of(projections, shape, input.pictures());
		final DeconvnetGraph deconvnet = deconvnet(layer);
		try (TFloat32 fed = tensor(input);
			TInt32 pictures = TInt32.vectorOf(seeds.pictures());
			TInt32 sources = matrix(seeds.sources());
			TInt32 targets = matrix(seeds.targets());
			Result result = session.runner().feed(forward.input(), fed).feed(deconvnet.pictures(), pictures).feed(deconvnet
				.sources(), sources).feed(deconvnet.targets(), targets).fetch(deconvnet.projection()).run())
		{
			return batch((TFloat32) result.get(0), network().inputShape());
		}
	}

	private DeconvnetGraph deconvnet(final String layer) {
		synchronized (deconvnets) {
			return deconvnets.computeIfAbsent(layer, name -> new DeconvnetGraph(graph, forward, trained.network(), name));
		}
	}

	/** A graph that recomputes what changes; the nodes named are computed as whole maps. */
	IncrementalGraph incremental(final Set<String> whole, final String layer) {
		synchronized (deconvnets) {
			return incremental.computeIfAbsent(new IncrementalKey(Set.copyOf(whole), layer), key -> new IncrementalGraph(graph,
				forward, trained, key.whole, layer));
		}
	}

	private record IncrementalKey(Set<String> whole, String layer) {}

	/** The full forward pass. */
	ForwardGraph forwardGraph() {
		return forward;
	}

	/** A run of the session to be set up. */
	Session.Runner runner() {
		return session.runner();
	}

	private void check(final Batch input) {
		if (!input.shape().equals(network().inputShape())) throw new IllegalArgumentException("The network's input is " +
			network().inputShape() + " (channels × height × width); pictures of " + input.shape() + " cannot be taken");
	}

	static TFloat32 tensor(final Batch batch) {
		final Shape shape = batch.shape();
		return TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(batch.pictures(), shape.height(), shape.width(), shape
			.channels()), DataBuffers.of(batch.values(), true, false));
	}

	private static TInt32 matrix(final int[] rowsOfFour) {
		return TInt32.tensorOf(org.tensorflow.ndarray.Shape.of(rowsOfFour.length / 4, 4), DataBuffers.of(rowsOfFour, true,
			false));
	}

	static Batch batch(final TFloat32 tensor, final Shape shape) {
		final Batch batch = new Batch((int) tensor.shape().get(0), shape);
		tensor.copyTo(DataBuffers.of(batch.values(), false, false));
		return batch;
	}

	/** Frees all that TensorFlow holds for the network. */
	@Override
	public void close() {
		session.close();
		graph.close();
	}
}

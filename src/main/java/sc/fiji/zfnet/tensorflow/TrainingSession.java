package sc.fiji.zfnet.tensorflow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * Trains a network by stochastic gradient descent with momentum as in Section 3 of the paper, with dropout and filter
 * clipping. The loss is the mean cross entropy of the softmax that ends the network. Holds one graph and one session;
 * close it when done. For one thread at a time.
 *
 * <pre>
 * try (TrainingSession session = new TrainingSession(initial, new TrainingOptions(0.9, 5e-4, 0.1, 1), EngineOptions.DEFAULT)) {
 *   Outcome outcome = session.step(pictures, labels, 0.01);
 *   TrainedNetwork trained = session.trained();
 * }
 * </pre>
 */
public final class TrainingSession implements AutoCloseable {

	private final Network network;
	private final TrainingOptions options;
	private final Graph graph;
	private final Precision precision;
	private final Session session;
	private final VariableValues values;
	private final TrainingGraph training;
	private final ForwardGraph forward;
	private final Operand<TFloat32> scores;
	private long steps;

	/**
	 * Builds the graph and sets the weights, without momentum.
	 *
	 * @param start the network and the weights to begin with
	 * @param options the recipe
	 * @param engine device, threads and precision
	 * @throws IllegalArgumentException when the network does not end in a softmax over one vector, or has no weights
	 */
	public TrainingSession(final TrainedNetwork start, final TrainingOptions options, final EngineOptions engine) {
		this.options = options;
		network = start.network();
		TrainingGraph.scorer(network);
		if (network.parameters() == 0) throw new IllegalArgumentException(
			"The network has no weights to learn; at least one convolutional or fully connected layer is required");
		TensorFlowLibrary.load();
		graph = new Graph();
		final Ops tf = Ops.create(graph);
		final Map<String, VariableWeights> variables = new LinkedHashMap<>();
		for (final Node node : network.nodes())
			if (node.hasWeights()) variables.put(node.name(), VariableWeights.of(tf, node, SessionConfig
				.needsEvenChannels(engine)));
		training = new TrainingGraph(graph, network, variables, options);
		final Map<String, WeightOperands> weights = new HashMap<>();
		variables.forEach((name, variable) -> weights.put(name, variable.values()));
		forward = new ForwardGraph(tf.withSubScope("evaluation"), network, weights);
		scores = tf.reshape(forward.output(TrainingGraph.scorer(network).name()), tf.constant(new int[] { -1, network
			.classes() }));
		precision = engine.precision();
		session = new Session(graph, SessionConfig.forTraining(engine));
		values = new VariableValues(session, network, variables);
		restore(new TrainingState(start.weights(), zeros(network), 0));
	}

	private static Weights zeros(final Network network) {
		final Map<String, LayerWeights> zeros = new HashMap<>();
		for (final Node node : network.nodes())
			if (node.hasWeights()) zeros.put(node.name(), new LayerWeights(new float[node.kernelSize()], new float[node.layer()
				.biases()]));
		return new Weights(network, zeros);
	}

	private Session.Runner runner() {
		TensorFlowLibrary.use(precision);
		return session.runner();
	}

	/** The graph with all operations of a step and of an evaluation, for tests. */
	Graph graph() {
		return graph;
	}

	/** The network. */
	public Network network() {
		return network;
	}

	/**
	 * Takes one step.
	 *
	 * @param pictures preprocessed pictures
	 * @param labels the class of each picture
	 * @param rate learning rate
	 * @return loss and errors on these pictures before the step, with dropout
	 * @throws IllegalArgumentException when pictures or labels do not fit the network
	 * @throws DivergenceException when the loss is not finite; the weights are then useless
	 */
	public Outcome step(final Batch pictures, final int[] labels, final double rate) {
		final float[] equal = new float[labels.length];
		Arrays.fill(equal, 1);
		return step(pictures, labels, equal, rate);
	}

	/**
	 * Takes one step with a weight for each picture: the loss is the weighted mean.
	 *
	 * @param pictures preprocessed pictures
	 * @param labels the class of each picture
	 * @param importance the weight of each picture in the loss; above 0
	 * @param rate learning rate
	 * @return loss and errors on these pictures before the step, with dropout, without their weights
	 * @throws IllegalArgumentException when pictures or labels do not fit the network
	 * @throws DivergenceException when the loss is not finite; the weights are then useless
	 */
	public Outcome step(final Batch pictures, final int[] labels, final float[] importance, final double rate) {
		return step(pictures, labels, targets(labels), importance, rate);
	}

	/**
	 * Takes one step towards given probabilities instead of classes.
	 *
	 * @param pictures preprocessed pictures
	 * @param targets the target probabilities, pictures × classes, with classes varying fastest; they sum to 1 for each
	 *           picture
	 * @param rate learning rate
	 * @return loss and errors before the step, where the most probable class counts as the true one
	 * @throws IllegalArgumentException when pictures or targets do not fit the network
	 * @throws DivergenceException when the loss is not finite; the weights are then useless
	 */
	public Outcome step(final Batch pictures, final float[] targets, final double rate) {
		final int classes = network.classes();
		if (targets.length != (long) pictures.pictures() * classes) throw new IllegalArgumentException(pictures.pictures() +
			" pictures with " + classes + " classes cannot have " + targets.length + " probabilities");
		final int[] labels = new int[pictures.pictures()];
		for (int p = 0; p < labels.length; p++)
			for (int c = 1; c < classes; c++)
				if (targets[p * classes + c] > targets[p * classes + labels[p]]) labels[p] = c;
		final float[] equal = new float[labels.length];
		Arrays.fill(equal, 1);
		return step(pictures, labels, targets, equal, rate);
	}

	private Outcome step(final Batch pictures, final int[] labels, final float[] targets, final float[] importance,
		final double rate)
	{
		check(pictures, labels);
		final Session.Runner runner = runner().fetch(training.losses()).fetch(training.scores());
		training.updates().forEach(runner::addTarget);
		final Outcome outcome = run(runner, pictures, labels, targets, importance, rate, result -> Outcome.of(VariableValues
			.of((TFloat32) result.get(0)), VariableValues.of((TFloat32) result.get(1)), labels));
		steps++;
		if (!Double.isFinite(outcome.loss())) throw new DivergenceException("The loss became " + outcome.loss() +
			" in step " + steps + " at a rate of " + rate + ", so the training diverged and was stopped; a smaller rate helps");
		return outcome;
	}

	private <T> T run(final Session.Runner runner, final Batch pictures, final int[] labels, final float[] targets,
		final float[] importance, final double rate, final Function<Result, T> take)
	{
		final long count = labels.length;
		try (TFloat32 fed = Feeds.pictures(pictures);
			TFloat32 wished = TFloat32.tensorOf(Shape.of(count, network.classes()), DataBuffers.of(targets, true, false));
			TFloat32 weighted = TFloat32.tensorOf(Shape.of(count, 1), DataBuffers.of(importance, true, false));
			TFloat32 length = TFloat32.scalarOf((float) rate);
			TInt64 seed = TInt64.vectorOf(options.seed(), steps);
			Result result = runner.feed(training.input(), fed).feed(training.targets(), wished).feed(training.importance(),
				weighted).feed(training.rate(), length).feed(training.seed(), seed).run())
		{
			return take.apply(result);
		}
	}

	/**
	 * Gradient of the mean loss with respect to all weights, without weight decay, at the current weights and with the
	 * dropout of the next step.
	 *
	 * @param pictures preprocessed pictures
	 * @param labels the class of each picture
	 * @return gradients in the weights' shapes
	 */
	Weights gradients(final Batch pictures, final int[] labels) {
		check(pictures, labels);
		final Session.Runner runner = runner();
		values.operands(training::gradientsOf).forEach(runner::fetch);
		final float[] equal = new float[labels.length];
		Arrays.fill(equal, 1);
		return run(runner, pictures, labels, targets(labels), equal, 0, values::weights);
	}

	/**
	 * Loss and errors on labelled pictures, without dropout.
	 *
	 * @param pictures preprocessed pictures
	 * @param labels the class of each picture
	 * @throws IllegalArgumentException when pictures or labels do not fit the network
	 */
	public Outcome evaluate(final Batch pictures, final int[] labels) {
		check(pictures, labels);
		try (TFloat32 fed = Feeds.pictures(pictures);
			Result result = runner().feed(forward.input(), fed).fetch(scores).run())
		{
			return Outcome.of(VariableValues.of((TFloat32) result.get(0)), labels);
		}
	}

	private float[] targets(final int[] labels) {
		final float[] targets = new float[labels.length * network.classes()];
		for (int p = 0; p < labels.length; p++) {
			if (labels[p] < 0 || labels[p] >= network.classes()) throw new IllegalArgumentException("There is no class " +
				labels[p] + "; the network has " + network.classes() + ", counted from 0");
			targets[p * network.classes() + labels[p]] = 1;
		}
		return targets;
	}

	private void check(final Batch pictures, final int[] labels) {
		Feeds.check(network, pictures);
		if (labels.length != pictures.pictures()) throw new IllegalArgumentException(pictures.pictures() +
			" pictures cannot have " + labels.length + " labels; one per picture is required");
	}

	/** A snapshot of the network with its current weights. */
	public TrainedNetwork trained() {
		return new TrainedNetwork(network, state().weights());
	}

	/** A copy of everything that training changes. */
	public TrainingState state() {
		return values.state(steps);
	}

	/** Restores a state. */
	public void restore(final TrainingState state) {
		values.set(state);
		steps = state.steps();
	}

	/** Frees all TensorFlow resources. */
	@Override
	public void close() {
		session.close();
		graph.close();
	}
}

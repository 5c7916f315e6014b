package sc.fiji.zfnet.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * A network, its deconvnet and its gradients computed with plain loops in double precision, one picture at a time, written
 * from the definitions and sharing nothing with the engine; with each value goes a bound on what 32-bit floats may make of it.
 * Arrays are channel × row × column.
 */
public final class PlainNetwork {

	private final TrainedNetwork trained;
	private final Map<String, Bounded> values = new HashMap<>();

	/** Runs the forward pass of one picture of a batch. */
	public PlainNetwork(final TrainedNetwork trained, final Batch input, final int picture) {
		this(trained, input, picture, 0);
	}

	/**
	 * Runs the forward pass of one picture of a batch that the engine is not given as it is.
	 *
	 * @param inputError how far a value of the engine's input may be from the one here
	 */
	public PlainNetwork(final TrainedNetwork trained, final Batch input, final int picture, final double inputError) {
		this.trained = trained;
		final double[] errors = new double[input.shape().size()];
		Arrays.fill(errors, inputError);
		values.put(trained.network().inputName(), new Bounded(channelsFirst(input, picture), errors));
		for (final Node node : trained.network().nodes())
			values.put(node.name(), PlainForward.of(node, inputsOf(node), trained));
	}

	private List<Bounded> inputsOf(final Node node) {
		return node.inputs().stream().map(values::get).toList();
	}

	/** One picture of a batch: channel × row × column. */
	public static double[] channelsFirst(final Batch batch, final int picture) {
		final Shape s = batch.shape();
		final double[] result = new double[s.size()];
		for (int c = 0, i = 0; c < s.channels(); c++)
			for (int y = 0; y < s.height(); y++)
				for (int x = 0; x < s.width(); x++)
					result[i++] = batch.get(picture, y, x, c);
		return result;
	}

	/** What a node makes of values that the engine itself had before it, so that what it adds to the error shows alone. */
	public static Bounded step(final TrainedNetwork trained, final Node node, final List<double[]> inputs) {
		return PlainForward.of(node, inputs.stream().map(Bounded::exact).toList(), trained);
	}

	/** What comes down to each input of a node from values above it, by what the engine itself had read there. */
	public static List<Bounded> stepDown(final TrainedNetwork trained, final Node node, final double[] above,
		final List<double[]> inputs)
	{
		return PlainDownward.of(node, Bounded.exact(above), inputs.stream().map(Bounded::exact).toList(), trained);
	}

	/** Gradients by each input of a node from that by its output, by what the engine itself had read there. */
	public static List<Bounded> stepBackward(final TrainedNetwork trained, final Node node, final double[] above,
		final List<double[]> inputs)
	{
		return PlainBackward.inputs(node, Bounded.exact(above), inputs.stream().map(Bounded::exact).toList(), step(trained, node,
			inputs), trained);
	}

	/** Gradients by a node's weights from that by its output, by what the engine itself had read there. */
	public static PlainBackward.WeightGradients stepWeights(final Node node, final double[] above, final double[] input) {
		return PlainBackward.weights(node, Bounded.exact(above), Bounded.exact(input));
	}

	/** A node's output. */
	public double[] output(final String node) {
		return values.get(node).values();
	}

	/** A node's output with its bounds. */
	public Bounded bounded(final String node) {
		return values.get(node);
	}

	/** What arrives at the input when a layer's units have these values, all else following the deconvnet's rules. */
	public double[] project(final String layer, final double[] seed) {
		return project(layer, Bounded.exact(seed)).values();
	}

	/**
	 * What arrives at the input when some units of a layer keep their activation and all others are zero.
	 *
	 * @param units their indices in channel × row × column
	 */
	public Bounded projectUnits(final String layer, final int... units) {
		final Bounded output = values.get(layer);
		final Bounded seed = Bounded.exact(new double[output.values().length]);
		for (final int unit : units) {
			seed.values()[unit] = output.values()[unit];
			seed.errors()[unit] = output.errors()[unit];
		}
		return project(layer, seed);
	}

	private Bounded project(final String layer, final Bounded seed) {
		final Map<String, Bounded> down = new HashMap<>();
		down.put(layer, seed);
		final List<Node> nodes = new ArrayList<>(trained.network().upTo(layer));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			final List<Bounded> parts = PlainDownward.of(node, down.get(node.name()), inputsOf(node), trained);
			for (int i = 0; i < parts.size(); i++)
				down.merge(node.inputs().get(i), parts.get(i), Bounded::plus);
		}
		return down.get(trained.network().inputName());
	}

	/** Minus the logarithm of a class's probability, which the softmax gives that ends the network. */
	public double loss(final int label) {
		return -Math.log(output(trained.network().output().name())[label]);
	}

	/**
	 * Gradients of {@link #loss} by all weights, by the chain rule.
	 *
	 * @return by the node's name those by the kernel and by the biases
	 */
	public Map<String, PlainBackward.WeightGradients> gradients(final int label) {
		final Node softmax = trained.network().output();
		final Bounded start = Bounded.exact(output(softmax.name()).clone());
		for (int i = 0; i < start.values().length; i++)
			start.errors()[i] = values.get(softmax.name()).errors()[i] + Bounded.ROUNDOFF;
		start.values()[label] -= 1;
		final Map<String, Bounded> above = new HashMap<>();
		above.put(softmax.inputs().get(0), start);
		final Map<String, PlainBackward.WeightGradients> gradients = new LinkedHashMap<>();
		final List<Node> nodes = new ArrayList<>(trained.network().upTo(softmax.inputs().get(0)));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			final Bounded gradient = above.get(node.name());
			if (node.hasWeights()) gradients.put(node.name(), PlainBackward.weights(node, gradient, inputsOf(node).get(0)));
			final List<Bounded> parts = PlainBackward.inputs(node, gradient, inputsOf(node), values.get(node.name()), trained);
			for (int i = 0; i < parts.size(); i++)
				above.merge(node.inputs().get(i), parts.get(i), Bounded::plus);
		}
		return gradients;
	}

	/** Which values are rectified and where every maximum is: the loss has a derivative while these stay as they are. */
	public List<Object> branches() {
		final List<Object> branches = new ArrayList<>();
		for (final Node node : trained.network().nodes()) {
			final Bounded input = inputsOf(node).get(0);
			if (node.layer() instanceof MaxPool pool) Windows.switches(node, pool, Bounded.exact(input.values())).forEach(
				branches::add);
			if (node.layer() instanceof Relu) for (final double value : input.values())
				branches.add(value > 0);
		}
		return branches;
	}
}

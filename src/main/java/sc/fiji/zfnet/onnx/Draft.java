package sc.fiji.zfnet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;

/** A network under construction, whose last layers may still be replaced. */
final class Draft {

	/** A layer with what it reads and its weights (null without). */
	private record Step(Layer layer, List<String> inputs, LayerWeights weights) {}

	private final String inputName;
	private final Shape inputShape;
	private final Map<String, Step> steps = new LinkedHashMap<>();
	private final Set<String> taken = new HashSet<>();
	/** The number that was last put behind a name. */
	private final Map<String, Integer> numbers = new HashMap<>();
	private String name;
	private boolean exclusive;

	Draft(final String inputName, final Shape inputShape) {
		this.inputName = inputName;
		this.inputShape = inputShape;
		taken.add(inputName);
	}

	/**
	 * Sets what holds for the layers added next.
	 *
	 * @param wanted their name; one that is taken gets a number
	 * @param readOnce whether one node at most reads the output
	 */
	void next(final String wanted, final boolean readOnce) {
		name = wanted;
		exclusive = readOnce;
	}

	/** Adds a layer without weights; its output has as many sides as given. */
	Activation add(final Layer layer, final int rank, final Activation... inputs) {
		return add(layer, null, rank, inputs);
	}

	/**
	 * Adds a layer.
	 *
	 * @throws IllegalArgumentException when it cannot take its inputs
	 */
	Activation add(final Layer layer, final LayerWeights weights, final int rank, final Activation... inputs) {
		final Shape shape = layer.outputShape(List.of(inputs).stream().map(Activation::shape).toList());
		final String unique = unique();
		final List<String> names = new ArrayList<>();
		for (final Activation input : inputs)
			names.add(input.node());
		steps.put(unique, new Step(layer, names, weights));
		return new Activation(unique, shape, rank, exclusive, Padding.NONE, rank == 4 && inputs[0].channelsLast());
	}

	/** The layer that computes an activation; null for the network's input. */
	Layer layerOf(final Activation activation) {
		final Step step = steps.get(activation.node());
		return step == null ? null : step.layer();
	}

	/** Name of the first input of the layer that computes an activation. */
	String inputOf(final Activation activation) {
		return steps.get(activation.node()).inputs().get(0);
	}

	/** Weights of the layer that computes an activation. */
	LayerWeights weightsOf(final Activation activation) {
		return steps.get(activation.node()).weights();
	}

	/** Takes a layer that nothing else reads out again, as another one takes over what it does. */
	void remove(final Activation activation) {
		steps.remove(activation.node());
	}

	/** The same activation with what Pad nodes have put around it as a layer of its own. */
	Activation unpadded(final Activation activation) {
		if (activation.padding().isNone()) return activation;
		final String before = name;
		name = activation.node() + ".padded";
		final Activation padded = add(new Pad(activation.padding()), activation.rank(), activation);
		name = before;
		return padded;
	}

	/**
	 * Multiplies and shifts the channels of an activation: by the weights of the layer that computes it where that is
	 * possible, else by a layer.
	 *
	 * @param target the activation
	 * @param factors one for each channel, or null for 1
	 * @param shifts what is added after that, one for each channel, or null for 0
	 */
	Activation affine(final Activation target, final float[] factors, final float[] shifts) {
		final int channels = target.shape().channels();
		final Step step = steps.get(target.node());
		final boolean folds = step != null && target.exclusive() && (step.layer() instanceof Convolution || step
			.layer() instanceof Dense || step.layer() instanceof Affine);
		if (folds) return fold(target, factors, shifts == null ? new float[channels] : shifts);
		final float[] kernel = factors == null ? new float[channels] : factors;
		if (factors == null) Arrays.fill(kernel, 1);
		return add(new Affine(channels, shifts != null), new LayerWeights(kernel, shifts == null ? new float[0] : shifts), target
			.rank(), target);
	}

	private Activation fold(final Activation target, final float[] factors, final float[] shifts) {
		final Step step = steps.get(target.node());
		final float[] kernel = step.weights().kernel().clone();
		final int outputs = target.shape().channels();
		final int inputs = kernel.length / outputs;
		final float[] bias = new float[outputs];
		for (int output = 0; output < outputs; output++) {
			final float factor = factors == null ? 1 : factors[output];
			for (int i = output * inputs; i < (output + 1) * inputs; i++)
				kernel[i] *= factor;
			final float old = step.weights().bias().length == 0 ? 0 : step.weights().bias()[output];
			bias[output] = old * factor + shifts[output];
		}
		if (step.layer() instanceof Affine && isIdentity(kernel, bias)) {
			remove(target);
			return new Activation(step.inputs().get(0), target.shape(), target.rank(), exclusive, target.padding(), target
				.channelsLast());
		}
		steps.put(target.node(), new Step(withBias(step.layer()), step.inputs(), new LayerWeights(kernel, bias)));
		return new Activation(target.node(), target.shape(), target.rank(), exclusive, target.padding(), target
			.channelsLast());
	}

	/** But for rounding, as of what a function was multiplied and divided by. */
	private static boolean isIdentity(final float[] factors, final float[] shifts) {
		for (int i = 0; i < factors.length; i++)
			if (Math.abs(factors[i] - 1) > 1e-6 || shifts[i] != 0) return false;
		return true;
	}

	private static Layer withBias(final Layer layer) {
		if (layer instanceof Convolution old) return new Convolution(old.filters(), old.window(), old.groups(), true);
		if (layer instanceof Affine affine) return new Affine(affine.channels(), true);
		return new Dense(((Dense) layer).units(), true);
	}

	private String unique() {
		String unique = name;
		while (!taken.add(unique))
			// From where the last one of this name ended: a file may have many thousands.
			unique = name + "_" + numbers.merge(name, 2, (last, first) -> last + 1);
		return unique;
	}

	/** What is not a number would vanish in a rectification, and plausible answers be made of what is left. */
	private static void checkFinite(final String node, final String what, final float[] values) {
		for (final float value : values)
			if (!Float.isFinite(value)) throw new IllegalArgumentException("layer '" + node + "' has the " + what + " " + value +
				"; finite numbers are accepted");
	}

	/** The finished network. */
	TrainedNetwork build() {
		final Network.Builder builder = Network.input(inputName, inputShape);
		final Map<String, LayerWeights> weights = new HashMap<>();
		steps.forEach((node, step) -> {
			if (step.layer() instanceof ErrorFunction) throw new IllegalArgumentException("node '" + node +
				"' (Erf): it is no part of a GELU, in which alone it is accepted");
			builder.add(node, step.layer(), step.inputs().toArray(String[]::new));
			if (step.weights() == null) return;
			checkFinite(node, "weight", step.weights().kernel());
			checkFinite(node, "bias", step.weights().bias());
			weights.put(node, step.weights());
		});
		final Network network = builder.build();
		return new TrainedNetwork(network, new Weights(network, weights));
	}
}

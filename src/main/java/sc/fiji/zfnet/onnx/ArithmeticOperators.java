package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Sum;

/** Add, Sum, Sub, Mul, Div and BatchNormalization, with constants or of several activations. */
final class ArithmeticOperators {

	private ArithmeticOperators() {}

	/** A sum with a constant changes the layer before it; a sum of activations is a layer. */
	static Value add(final Operation operation, final Draft draft) {
		if (isConstant(operation)) return computed(operation, (a, b) -> a + b);
		if (areActivations(operation)) return sum(operation, draft);
		final int constant = constantIndex(operation);
		final Activation input = operation.activation(1 - constant);
		return draft.affine(input, null, channels(operation, constant, input));
	}

	/** Any number of activations. */
	static Value sum(final Operation operation, final Draft draft) {
		final Activation[] inputs = new Activation[operation.inputs()];
		for (int i = 0; i < inputs.length; i++) {
			inputs[i] = operation.activation(i);
			requireSameLayout(inputs[0], inputs[i]);
		}
		return inputs.length == 1 ? inputs[0] : draft.add(new Sum(), inputs[0].rank(), inputs);
	}

	static Value subtract(final Operation operation, final Draft draft) {
		if (isConstant(operation)) return computed(operation, (a, b) -> a - b);
		if (areActivations(operation)) throw new IllegalArgumentException(
			"both inputs depend on the picture; the difference to a constant is accepted");
		final int constant = constantIndex(operation);
		final Activation input = operation.activation(1 - constant);
		final float[] shifts = channels(operation, constant, input);
		if (constant == 0) return draft.affine(input, filled(input, -1), shifts);
		for (int i = 0; i < shifts.length; i++)
			shifts[i] = -shifts[i];
		return draft.affine(input, null, shifts);
	}

	static Value multiply(final Operation operation, final Draft draft) {
		if (isConstant(operation)) return computed(operation, (a, b) -> a * b);
		if (areActivations(operation)) return product(operation.activation(0), operation.activation(1), draft);
		final int constant = constantIndex(operation);
		final Activation input = operation.activation(1 - constant);
		return draft.affine(input, channels(operation, constant, input), null);
	}

	static Value divide(final Operation operation, final Draft draft) {
		if (isConstant(operation)) return computed(operation, (a, b) -> operation.constant(0).integers() != null ? (long) (a /
			b) : a / b);
		if (!(operation.input(1) instanceof Constant)) throw new IllegalArgumentException(
			"its divisor depends on the picture; a constant is accepted");
		final Activation input = operation.activation(0);
		final float[] factors = channels(operation, 1, input);
		for (int i = 0; i < factors.length; i++)
			factors[i] = 1 / factors[i];
		return draft.affine(input, factors, null);
	}

	/** Maps and their gate, or a function that is spelt out. */
	private static Value product(final Activation first, final Activation second, final Draft draft) {
		final Value function = ComposedFunctions.find(first, second, draft);
		if (function != null) return function;
		requireSameLayout(first, second);
		final boolean secondIsGate = isGate(second, first, draft);
		if (!secondIsGate && !isGate(first, second, draft)) throw new IllegalArgumentException(
			"it multiplies two activations, neither of which is a gate; a gate (a sigmoid, or one value for each map or " +
				"position) is accepted");
		return secondIsGate ? draft.add(new Gate(), first.rank(), first, second) : draft.add(new Gate(), second.rank(), second,
			first);
	}

	private static boolean isGate(final Activation gate, final Activation maps, final Draft draft) {
		if (gate.shape().size() < maps.shape().size()) return true;
		return gate.shape().equals(maps.shape()) && ComposedFunctions.isBounded(gate, draft);
	}

	private static void requireSameLayout(final Activation first, final Activation other) {
		if (other.channelsLast() != first.channelsLast() && other.shape().positions() > 1) throw new IllegalArgumentException(
			"one of its inputs has the channels last and another has not; one order is accepted");
	}

	private static boolean areActivations(final Operation operation) {
		return operation.input(0) instanceof Activation && operation.input(1) instanceof Activation;
	}

	private static boolean isConstant(final Operation operation) {
		return operation.input(0) instanceof Constant && operation.input(1) instanceof Constant;
	}

	private static int constantIndex(final Operation operation) {
		return operation.input(0) instanceof Constant ? 0 : 1;
	}

	private static float[] filled(final Activation input, final float value) {
		final float[] values = new float[input.shape().channels()];
		Arrays.fill(values, value);
		return values;
	}

	private static float[] channels(final Operation operation, final int index, final Activation input) {
		final Constant constant = operation.constant(index);
		// Before opset 7 the axis where a vector belongs was stated.
		if (operation.opset() < 7 && constant.rank() == 1 && operation.integer("axis", -1) == 1) {
			final int[] sides = new int[input.rank()];
			Arrays.fill(sides, 1);
			sides[1] = constant.size();
			return Broadcast.overChannels(constant.shaped(sides), input);
		}
		return Broadcast.overChannels(constant, input);
	}

	/** Of numbers and lists, as shapes are computed. */
	private static Constant computed(final Operation operation, final DoubleBinaryOperator operator) {
		final Constant a = operation.constant(0);
		final Constant b = operation.constant(1);
		final Constant larger = a.size() >= b.size() ? a : b;
		if (a.size() != b.size() && a.size() != 1 && b.size() != 1) throw new IllegalArgumentException(
			"its constants have the shapes " + Arrays.toString(a.dimensions()) + " and " + Arrays.toString(b.dimensions()) +
				"; equal ones or a single number are accepted");
		final float[] result = new float[larger.size()];
		for (int i = 0; i < result.length; i++)
			result[i] = (float) operator.applyAsDouble(a.values()[a.size() == 1 ? 0 : i], b.values()[b.size() == 1 ? 0 : i]);
		final Constant floats = Constant.ofFloats(larger.dimensions(), result);
		return a.integers() == null ? floats : Constant.ofIntegers(larger.dimensions(), floats.longs());
	}

	/** (x − mean) / √(variance + epsilon) · scale + shift with the constants of inference. */
	static Value batchNormalization(final Operation operation, final Draft draft) {
		if (operation.integer("training_mode", 0) != 0) throw new IllegalArgumentException(
			"training_mode is set; the form for inference is accepted");
		if (operation.integer("spatial", 1) == 0) throw new IllegalArgumentException(
			"spatial is 0; one mean and variance per map are accepted");
		final Activation input = operation.activation(0);
		final int channels = input.shape().channels();
		final float[] scale = perChannel(operation, 1, "scale", channels);
		final float[] shift = perChannel(operation, 2, "shift", channels);
		final float[] mean = perChannel(operation, 3, "mean", channels);
		final float[] variance = perChannel(operation, 4, "variance", channels);
		final double epsilon = operation.number("epsilon", 1e-5f);
		final float[] factors = new float[channels];
		final float[] shifts = new float[channels];
		for (int i = 0; i < channels; i++) {
			if (!(variance[i] + epsilon > 0)) throw new IllegalArgumentException("the variance of channel " + i + " is " +
				variance[i] + "; numbers above 0 with epsilon, " + (float) epsilon + ", added are accepted");
			final double factor = scale[i] / Math.sqrt(variance[i] + epsilon);
			factors[i] = (float) factor;
			shifts[i] = (float) (shift[i] - mean[i] * factor);
		}
		return draft.affine(input, factors, shifts);
	}

	private static float[] perChannel(final Operation operation, final int index, final String what, final int channels) {
		final Constant constant = operation.constant(index);
		if (constant.size() != channels) throw new IllegalArgumentException("the " + what + " has " + constant.size() +
			" values for " + channels + " channels");
		return constant.values();
	}

	static void write(final GraphWriter graph, final Node node, final Sum layer) {
		graph.add(node, node.inputs().size() == 2 ? "Add" : "Sum", graph.commonRank(node), graph.alike(node), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final Gate layer) {
		graph.add(node, "Mul", graph.commonRank(node), graph.alike(node), List.of());
	}

	/** As factors and, where there are some, shifts. */
	static void write(final GraphWriter graph, final Node node, final Affine layer) {
		final String[] weights = graph.channels(node);
		if (layer.bias()) graph.add(node, "Add", graph.rank(node), List.of(graph.step(node, "Mul", node.inputs().get(0),
			weights[0]), weights[1]), List.of());
		else graph.add(node, "Mul", graph.rank(node), Attributes.with(node.inputs(), weights[0]), List.of());
	}
}

package sc.fiji.zfnet.onnx;

import java.util.Arrays;

/** Operators that are folded into the weights of the layer before them. */
final class FoldedOperators {

	private FoldedOperators() {}

	/** Addition of a constant to the output of a convolution or fully connected layer. */
	static Value add(final Operation operation, final Draft draft) {
		final boolean constantFirst = operation.input(0) instanceof Constant;
		if (!constantFirst && operation.input(1) instanceof Activation) throw new IllegalArgumentException(
			"both inputs depend on the picture; the sum with a constant is accepted");
		final Activation input = operation.activation(constantFirst ? 1 : 0);
		Constant constant = operation.constant(constantFirst ? 0 : 1);
		// Before opset 7 the axis where a vector belongs was stated.
		if (operation.opset() < 7 && constant.rank() == 1 && operation.integer("axis", -1) == 1) constant = constant.shaped(
			sides(constant.size(), input.rank()));
		return draft.fold(input, null, Broadcast.overChannels(constant, input.shape().channels(), input.rank(), 1));
	}

	private static int[] sides(final int channels, final int rank) {
		final int[] sides = new int[rank];
		Arrays.fill(sides, 1);
		sides[1] = channels;
		return sides;
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
		return draft.fold(input, factors, shifts);
	}

	private static float[] perChannel(final Operation operation, final int index, final String what, final int channels) {
		final Constant constant = operation.constant(index);
		if (constant.size() != channels) throw new IllegalArgumentException("the " + what + " has " + constant.size() +
			" values for " + channels + " channels");
		return constant.values();
	}
}

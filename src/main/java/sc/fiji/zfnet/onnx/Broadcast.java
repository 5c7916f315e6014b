package sc.fiji.zfnet.onnx;

import java.util.Arrays;

/** Constants that apply to each channel of an activation by ONNX's rules of broadcasting. */
final class Broadcast {

	private Broadcast() {}

	/**
	 * One number per channel.
	 *
	 * @param constant a single number, or one with a side of the number of channels at the axis of channels and sides of 1
	 *          elsewhere
	 * @param channels number of channels
	 * @param rank number of axes of the activation: axis 1 is that of the channels
	 * @param factor what each number is multiplied by
	 * @throws IllegalArgumentException when it differs within a channel or between pictures
	 */
	static float[] overChannels(final Constant constant, final int channels, final int rank, final float factor) {
		return overChannels(constant, channels, rank, 1, factor);
	}

	/**
	 * One number for each channel of an activation.
	 *
	 * @throws IllegalArgumentException when it differs within a channel or between pictures
	 */
	static float[] overChannels(final Constant constant, final Activation activation) {
		return overChannels(constant, activation.shape().channels(), activation.rank(), activation.channelAxis(), 1);
	}

	private static float[] overChannels(final Constant constant, final int channels, final int rank, final int channelAxis,
		final float factor)
	{
		final int[] sides = constant.dimensions();
		// Sides are aligned at the end.
		final int axis = channelAxis - rank + sides.length;
		for (int i = 0; i < sides.length; i++) {
			if (sides[i] != 1 && (i != axis || sides[i] != channels)) throw new IllegalArgumentException(
				"the constant has the shape " + Arrays.toString(sides) + "; one number for each of the " + channels +
					" channels is accepted");
		}
		if (sides.length > rank) throw new IllegalArgumentException("the constant has the shape " + Arrays.toString(sides) +
			"; at most " + rank + " axes are accepted");
		final float[] values = constant.values();
		final float[] result = new float[channels];
		for (int i = 0; i < channels; i++)
			result[i] = factor * values[values.length == 1 ? 0 : i];
		return result;
	}
}

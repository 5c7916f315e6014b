package sc.fiji.zfnet.tensorflow;

import org.tensorflow.ndarray.Shape;

import sc.fiji.zfnet.network.Node;

/**
 * Order of weights in TensorFlow, height × width × input channels × filters and inputs × units, and in the network itself,
 * filters × input channels × height × width and units × inputs.
 */
public final class WeightLayout {

	private WeightLayout() {}

	/** Shape of a node's kernel in TensorFlow. */
	public static Shape kernelShape(final Node node) {
		final int[] d = node.kernelDimensions();
		if (d.length == 1) return Shape.of(d[0]);
		return d.length == 4 ? Shape.of(d[2], d[3], d[1], d[0]) : Shape.of(d[1], d[0]);
	}

	/**
	 * From the network's order to TensorFlow's.
	 *
	 * @param kernel the kernel
	 * @param dimensions its dimensions in the network's order
	 */
	public static float[] toTensorFlow(final float[] kernel, final int[] dimensions) {
		if (dimensions.length == 1) return kernel.clone();
		final int filters = dimensions[0];
		final int channels = dimensions[1];
		final int positions = kernel.length / (filters * channels);
		final float[] result = new float[kernel.length];
		for (int f = 0, i = 0; f < filters; f++)
			for (int c = 0; c < channels; c++)
				for (int p = 0; p < positions; p++)
					result[(p * channels + c) * filters + f] = kernel[i++];
		return result;
	}

	/**
	 * From TensorFlow's order to the network's.
	 *
	 * @param kernel the kernel
	 * @param dimensions its dimensions in the network's order
	 */
	public static float[] fromTensorFlow(final float[] kernel, final int[] dimensions) {
		if (dimensions.length == 1) return kernel.clone();
		final int filters = dimensions[0];
		final int channels = dimensions[1];
		final int positions = kernel.length / (filters * channels);
		final float[] result = new float[kernel.length];
		for (int f = 0, i = 0; f < filters; f++)
			for (int c = 0; c < channels; c++)
				for (int p = 0; p < positions; p++)
					result[i++] = kernel[(p * channels + c) * filters + f];
		return result;
	}
}

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
		return reversed(kernel, dimensions[0], dimensions[1], positions(kernel, dimensions));
	}

	/**
	 * From TensorFlow's order to the network's.
	 *
	 * @param kernel the kernel
	 * @param dimensions its dimensions in the network's order
	 */
	public static float[] fromTensorFlow(final float[] kernel, final int[] dimensions) {
		if (dimensions.length == 1) return kernel.clone();
		return reversed(kernel, positions(kernel, dimensions), dimensions[1], dimensions[0]);
	}

	/** Number of positions of a filter: its height times its width; 1 for a fully connected layer. */
	private static int positions(final float[] kernel, final int[] dimensions) {
		return kernel.length / (dimensions[0] * dimensions[1]);
	}

	/** Values with three indices, the first one slowest, in the order in which the last one is slowest. */
	private static float[] reversed(final float[] values, final int first, final int second, final int third) {
		final float[] result = new float[values.length];
		for (int f = 0, i = 0; f < first; f++)
			for (int s = 0; s < second; s++)
				for (int t = 0; t < third; t++)
					result[(t * second + s) * first + f] = values[i++];
		return result;
	}
}

package sc.fiji.zfnet.tensorflow;

import java.util.HashMap;
import java.util.Map;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.rendering.WeightOperands;

/**
 * Order of weights in TensorFlow, height × width × input channels × filters and inputs × units, against the network's own,
 * filters × input channels × height × width and units × inputs.
 */
final class WeightLayout {

	private WeightLayout() {}

	/** All weights of a network as constants of a graph, by the node's name. */
	static Map<String, WeightOperands> constants(final Ops tf, final TrainedNetwork trained) {
		final Map<String, WeightOperands> constants = new HashMap<>();
		for (final Node node : trained.network().nodes())
			if (node.hasWeights()) constants.put(node.name(), constants(tf, node, trained.weights().of(node.name())));
		return constants;
	}

	/** A node's weights as constants of a graph. */
	static WeightOperands constants(final Ops tf, final Node node, final LayerWeights weights) {
		final float[] kernel = toTensorFlow(weights.kernel(), node.kernelDimensions());
		return new WeightOperands(tf.constant(kernelShape(node), DataBuffers.of(kernel)), weights.bias().length == 0 ? null : tf
			.constant(Shape.of(weights.bias().length), DataBuffers.of(weights.bias())));
	}

	/** Shape of a node's kernel in TensorFlow. */
	static Shape kernelShape(final Node node) {
		final int[] d = node.kernelDimensions();
		return d.length == 4 ? Shape.of(d[2], d[3], d[1], d[0]) : Shape.of(d[1], d[0]);
	}

	/**
	 * From the network's order to TensorFlow's.
	 *
	 * @param kernel the kernel
	 * @param dimensions its dimensions in the network's order
	 */
	static float[] toTensorFlow(final float[] kernel, final int[] dimensions) {
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
	static float[] fromTensorFlow(final float[] kernel, final int[] dimensions) {
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

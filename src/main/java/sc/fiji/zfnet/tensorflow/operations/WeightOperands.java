package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Weights of a node inside a graph: constants for inference, variables for training.
 *
 * @param kernel height × width × input channels of a group × filters of a convolution; inputs × units of a fully connected
 *           layer
 * @param bias one per map or unit; null for a layer without biases
 * @param evenChannels whether convolutions need an even number of channels to be right: a channel of zeros is added to an odd number
 */
public record WeightOperands(Operand<TFloat32> kernel, Operand<TFloat32> bias, boolean evenChannels) {

	/** For any number of channels. */
	public WeightOperands(final Operand<TFloat32> kernel, final Operand<TFloat32> bias) {
		this(kernel, bias, false);
	}
}

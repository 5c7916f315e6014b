package sc.fiji.zfnet.tensorflow;

import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;

/** Pictures on their way into a graph. */
final class Feeds {

	private Feeds() {}

	/**
	 * @throws IllegalArgumentException when the pictures have another shape than the network's input
	 */
	static void check(final Network network, final Batch input) {
		if (!input.shape().equals(network.inputShape())) throw new IllegalArgumentException("The network's input is " + network
			.inputShape() + " (channels × height × width); pictures of " + input.shape() + " cannot be taken");
	}

	/** A tensor batch × height × width × channels; to be closed. */
	static TFloat32 pictures(final Batch batch) {
		final Shape shape = batch.shape();
		return TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(batch.pictures(), shape.height(), shape.width(), shape
			.channels()), DataBuffers.of(batch.values(), true, false));
	}
}

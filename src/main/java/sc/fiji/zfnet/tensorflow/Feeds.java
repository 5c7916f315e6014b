package sc.fiji.zfnet.tensorflow;

import java.util.List;

import org.tensorflow.ndarray.buffer.FloatDataBuffer;
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
		return pictures(List.of(batch));
	}

	/**
	 * Batches one after another as one tensor batch × height × width × channels; to be closed.
	 *
	 * @param batches of one shape; one or more
	 */
	static TFloat32 pictures(final List<Batch> batches) {
		final int pictures = batches.stream().mapToInt(Batch::pictures).sum();
		final Shape shape = batches.get(0).shape();
		final TFloat32 joined = TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(pictures, shape.height(), shape.width(), shape
			.channels()));
		final FloatDataBuffer values = joined.asRawTensor().data().asFloats();
		long start = 0;
		for (final Batch batch : batches) {
			values.offset(start).write(batch.values());
			start += batch.values().length;
		}
		return joined;
	}
}

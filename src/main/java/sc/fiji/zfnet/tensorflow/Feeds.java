package sc.fiji.zfnet.tensorflow;

import java.util.List;

import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;

/** Tensors of the pictures that are fed to a graph. */
final class Feeds {

	private Feeds() {}

	/**
	 * @throws IllegalArgumentException when the pictures have another shape than the network's input
	 */
	static void check(final Network network, final Batch input) {
		if (!input.shape().equals(network.inputShape())) throw new IllegalArgumentException("The network's input is " + network
			.inputShape() + " (channels × height × width); pictures of " + input.shape() + " cannot be taken");
	}

	/** A tensor of batch × height × width × channels, which the caller closes. */
	static TFloat32 pictures(final Batch batch) {
		return pictures(List.of(batch));
	}

	/**
	 * Several batches as one tensor of batch × height × width × channels, which the caller closes.
	 *
	 * @param batches one or more batches of equal shape
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

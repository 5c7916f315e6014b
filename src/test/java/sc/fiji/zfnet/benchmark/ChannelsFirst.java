package sc.fiji.zfnet.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/** Batches in the order of the peers: pictures × channels × height × width. */
final class ChannelsFirst {

	private ChannelsFirst() {}

	/** A batch as bytes of 32-bit floats, little-endian. */
	static ByteBuffer bytes(final Batch batch) {
		final ByteBuffer bytes = ByteBuffer.allocateDirect(4 * batch.values().length).order(ByteOrder.LITTLE_ENDIAN);
		final FloatBuffer buffer = bytes.asFloatBuffer();
		final Shape shape = batch.shape();
		for (int i = 0; i < batch.pictures(); i++)
			for (int c = 0; c < shape.channels(); c++)
				for (int y = 0; y < shape.height(); y++)
					for (int x = 0; x < shape.width(); x++)
						buffer.put(batch.get(i, y, x, c));
		return bytes;
	}

	/** A batch of such bytes. */
	static Batch batch(final byte[] bytes, final Shape shape) {
		final Batch batch = new Batch(bytes.length / 4 / shape.size(), shape);
		final FloatBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		for (int i = 0; i < batch.pictures(); i++)
			for (int c = 0; c < shape.channels(); c++)
				for (int y = 0; y < shape.height(); y++)
					for (int x = 0; x < shape.width(); x++)
						batch.values()[batch.index(i, y, x, c)] = buffer.get();
		return batch;
	}
}

package sc.fiji.zfnet.training;

import java.io.IOException;
import java.util.Random;

import sc.fiji.zfnet.network.Batch;

/**
 * The training pictures of an epoch, in random order and randomly cropped and mirrored. Each batch depends only on the seed,
 * the epoch and the batch's number, so that training is reproducible whichever thread prepares it.
 */
final class AugmentedBatches {

	private final LabelledPictures pictures;
	private final Cropping cropping;
	private final int size;
	private final long seed;
	private final int epoch;
	private final int[] order;

	/**
	 * @param pictures training pictures
	 * @param cropping crops and preprocesses them
	 * @param size number of pictures per batch
	 * @param seed seed of the training run
	 * @param epoch number of the epoch, counted from 1
	 */
	AugmentedBatches(final LabelledPictures pictures, final Cropping cropping, final int size, final long seed,
		final int epoch)
	{
		this.pictures = pictures;
		this.cropping = cropping;
		this.size = size;
		this.seed = seed;
		this.epoch = epoch;
		order = shuffled(pictures.size(), random(-1));
	}

	/** Number of batches. */
	int count() {
		return (order.length + size - 1) / size;
	}

	/** A batch; the last one may be smaller. */
	LabelledBatch batch(final int number) throws IOException {
		final Random random = random(number);
		final int first = number * size;
		final int count = Math.min(size, order.length - first);
		final LabelledBatch batch = new LabelledBatch(new Batch(count, pictures.input()), new int[count]);
		for (int i = 0; i < count; i++) {
			batch.labels()[i] = pictures.label(order[first + i]);
			cropping.random(pictures.picture(order[first + i]), random, batch.pictures(), i);
		}
		return batch;
	}

	/** Random numbers that differ for every epoch and batch. */
	private Random random(final int number) {
		return new Random((seed * 1_000_003 + epoch) * 1_000_003 + number);
	}

	private static int[] shuffled(final int count, final Random random) {
		final int[] order = new int[count];
		for (int i = 0; i < count; i++) {
			final int j = random.nextInt(i + 1);
			order[i] = order[j];
			order[j] = i;
		}
		return order;
	}
}

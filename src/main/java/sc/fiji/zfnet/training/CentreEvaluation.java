package sc.fiji.zfnet.training;

import java.io.IOException;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.Outcome;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/** Evaluates a network with its current weights on centre crops, without dropout. */
final class CentreEvaluation {

	private static final int AT_ONCE = 100;

	private final TrainingSession session;
	private final Cropping cropping;
	private final LabelledPictures pictures;
	private final int threads;
	private long graphNanos;

	/**
	 * @param session session of the network
	 * @param cropping crops and preprocesses pictures
	 * @param pictures the pictures
	 * @param threads number of threads that prepare pictures
	 */
	CentreEvaluation(final TrainingSession session, final Cropping cropping, final LabelledPictures pictures,
		final int threads)
	{
		this.session = session;
		this.cropping = cropping;
		this.pictures = pictures;
		this.threads = threads;
	}

	/**
	 * Evaluates.
	 *
	 * @param progress if cancelled, the outcome covers the pictures so far
	 * @throws IOException when a picture cannot be read
	 */
	Outcome run(final Progress progress) throws IOException {
		final int batches = (pictures.size() + AT_ONCE - 1) / AT_ONCE;
		Outcome sum = Outcome.NONE;
		try (BatchQueue queue = new BatchQueue(batches, threads, this::centres)) {
			for (LabelledBatch batch = queue.next(); batch != null && !progress.isCancelled(); batch = queue.next()) {
				final long begun = System.nanoTime();
				sum = sum.plus(session.evaluate(batch.pictures(), batch.labels()));
				graphNanos += System.nanoTime() - begun;
			}
		}
		return sum;
	}

	/** Time spent in TensorFlow so far. */
	long graphNanos() {
		return graphNanos;
	}

	private LabelledBatch centres(final int number) throws IOException {
		final Shape input = session.network().inputShape();
		final int first = number * AT_ONCE;
		final int count = Math.min(AT_ONCE, pictures.size() - first);
		final LabelledBatch batch = new LabelledBatch(new Batch(count, input), new int[count]);
		for (int i = 0; i < count; i++) {
			batch.labels()[i] = pictures.label(first + i);
			cropping.centre(pictures.picture(first + i), batch.pictures(), i);
		}
		return batch;
	}
}

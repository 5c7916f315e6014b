package sc.fiji.zfnet.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import sc.fiji.zfnet.concurrent.WorkerThreads;

/**
 * Prepares batches on its own threads while others are used for training. At most two batches per thread are kept waiting,
 * so memory is bounded. Batches are delivered in order, whichever thread made them.
 */
final class BatchQueue implements AutoCloseable {

	/** Makes a batch. The result must depend only on the number, so that training is reproducible. */
	@FunctionalInterface
	interface Maker {

		LabelledBatch make(int number) throws IOException;
	}

	private final Maker maker;
	private final int count;
	private final int ahead;
	private final ExecutorService threads;
	private final Deque<Future<LabelledBatch>> waiting = new ArrayDeque<>();
	private int ordered;

	/**
	 * @param count number of batches
	 * @param threadCount number of threads
	 * @param maker makes a batch
	 */
	BatchQueue(final int count, final int threadCount, final Maker maker) {
		this.maker = maker;
		this.count = count;
		ahead = 2 * threadCount;
		threads = WorkerThreads.named("ZFNet batches", threadCount);
		order();
	}

	private void order() {
		while (ordered < count && waiting.size() < ahead) {
			final int number = ordered++;
			waiting.add(threads.submit(() -> maker.make(number)));
		}
	}

	/**
	 * The next batch; null after the last.
	 *
	 * @throws IOException when a picture cannot be read
	 */
	LabelledBatch next() throws IOException {
		if (waiting.isEmpty()) return null;
		try {
			final LabelledBatch batch = WorkerThreads.result(waiting.remove(), "Training");
			order();
			return batch;
		}
		catch (final UncheckedIOException exc) {
			throw exc.getCause();
		}
	}

	/** Discards the remaining batches. */
	@Override
	public void close() {
		threads.shutdownNow();
	}
}

package sc.fiji.zfnet.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import sc.fiji.zfnet.concurrent.WorkerThreads;

/**
 * Makes batches on threads of its own while others are being computed with. At most two a thread wait to be taken, so
 * memory stays bounded; they come in order, whatever thread made them.
 */
final class BatchQueue implements AutoCloseable {

	/** Makes a batch. Must depend on the number alone, so that training can be repeated. */
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
	 * @param maker makes them
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

	/** Drops what was not taken. */
	@Override
	public void close() {
		threads.shutdownNow();
	}
}

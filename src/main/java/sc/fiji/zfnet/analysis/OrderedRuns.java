package sc.fiji.zfnet.analysis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import sc.fiji.zfnet.concurrent.WorkerThreads;

/**
 * Some runs of a network at once, whose results come in the order in which they were started. Close it to end the threads.
 *
 * @param <T> what a run gives
 */
public final class OrderedRuns<T> implements AutoCloseable {

	private final int atOnce;
	private final ExecutorService threads;
	private final Deque<Future<T>> running = new ArrayDeque<>();

	/**
	 * @param atOnce how many runs there are at the same time; 1 or more
	 */
	public OrderedRuns(final int atOnce) {
		this.atOnce = atOnce;
		threads = WorkerThreads.named("ZFNet run", atOnce);
	}

	/**
	 * Starts a run.
	 *
	 * @return the result of the earliest one if there are as many as may be at once, after waiting for it
	 */
	public Optional<T> start(final Supplier<T> run) {
		running.add(threads.submit(run::get));
		return running.size() < atOnce ? Optional.empty() : next();
	}

	/** The result of the earliest run, after waiting for it; empty when all have been given. */
	public Optional<T> next() {
		return running.isEmpty() ? Optional.empty() : Optional.of(WorkerThreads.result(running.remove(),
			"Waiting for the network"));
	}

	/** Waits for what is running, as it uses a network that may be closed next. */
	@Override
	public void close() {
		threads.shutdownNow();
		boolean interrupted = false;
		for (boolean ended = false; !ended;) {
			try {
				ended = threads.awaitTermination(1, TimeUnit.MINUTES);
			}
			catch (final InterruptedException exc) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}

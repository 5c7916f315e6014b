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
 * Concurrent runs of a network, whose results are delivered in the order in which the runs were started. Closing it stops
 * the threads.
 *
 * @param <T> result of a run
 */
public final class OrderedRuns<T> implements AutoCloseable {

	private final int atOnce;
	private final ExecutorService threads;
	private final Deque<Future<T>> running = new ArrayDeque<>();

	/**
	 * @param atOnce maximum number of concurrent runs; 1 or more
	 */
	public OrderedRuns(final int atOnce) {
		this.atOnce = atOnce;
		threads = WorkerThreads.named("ZFNet run", atOnce);
	}

	/**
	 * Starts a run.
	 *
	 * @return if the maximum number is reached, the result of the earliest run, after waiting for it
	 */
	public Optional<T> start(final Supplier<T> run) {
		running.add(threads.submit(run::get));
		return running.size() < atOnce ? Optional.empty() : next();
	}

	/** Waits for the earliest run and returns its result; empty when all results have been delivered. */
	public Optional<T> next() {
		return running.isEmpty() ? Optional.empty() : Optional.of(WorkerThreads.result(running.remove(),
			"Waiting for the network"));
	}

	/** Waits for the runs, because they use a network that may be closed next. */
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

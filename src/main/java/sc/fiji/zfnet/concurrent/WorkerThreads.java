package sc.fiji.zfnet.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Daemon threads that work for the thread that requests the results. */
public final class WorkerThreads {

	private WorkerThreads() {}

	/**
	 * A pool of threads that execute tasks in order; to be shut down by the caller.
	 *
	 * @param name name of each thread
	 * @param count number of threads; 1 or more
	 */
	public static ExecutorService named(final String name, final int count) {
		return Executors.newFixedThreadPool(count, task -> {
			final Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Waits for a task and returns its result; rethrows its exception.
	 *
	 * @param task the task
	 * @param what activity named in the message if waiting is interrupted, as in "Reading the pictures"
	 * @throws UncheckedIOException if the task throws an {@link IOException}
	 * @throws IllegalStateException if waiting is interrupted
	 */
	public static <T> T result(final Future<T> task, final String what) {
		try {
			return task.get();
		}
		catch (final ExecutionException exc) {
			if (exc.getCause() instanceof RuntimeException failure) throw failure;
			if (exc.getCause() instanceof Error failure) throw failure;
			if (exc.getCause() instanceof IOException failure) throw new UncheckedIOException(failure);
			throw new IllegalStateException(exc.getCause());
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(what + " was interrupted", exc);
		}
	}
}

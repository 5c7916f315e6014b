package sc.fiji.zfnet.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work beside the one that asks for the results. They do not keep Java from ending. */
public final class WorkerThreads {

	private WorkerThreads() {}

	/**
	 * Some threads that take tasks in their order; to be shut down.
	 *
	 * @param name what each is called
	 * @param count how many; 1 or more
	 */
	public static ExecutorService named(final String name, final int count) {
		return Executors.newFixedThreadPool(count, task -> {
			final Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * What a task gives, after waiting for it; what it throws is thrown here.
	 *
	 * @param task the task
	 * @param what said when waiting for it is interrupted, as in "Reading the pictures"
	 * @throws UncheckedIOException when the task throws an {@link IOException}
	 * @throws IllegalStateException when waiting is interrupted
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

package sc.fiji.zfnet.progress;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

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
}

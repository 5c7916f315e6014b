package sc.fiji.zfnet.command;

import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;
import sc.fiji.zfnet.progress.Progress;

/** Reports a command's progress to SciJava's task service and to ImageJ's window or, without a window, to the log. */
final class CommandProgress implements Progress, AutoCloseable {

	/** Minimum interval, in nanoseconds, between two updates to listeners, however often progress is reported. */
	private static final long PAUSE = 100_000_000L;

	private static final long LOG_PAUSE = 10_000_000_000L;

	private final String command;
	private final Task task;
	private final LogService log;
	private String message = "";
	private long reported = System.nanoTime() - PAUSE;
	private long logged = System.nanoTime();

	/**
	 * Starts reporting.
	 *
	 * @param command name of the command
	 * @param tasks null for none
	 * @param log null for none
	 */
	CommandProgress(final String command, final TaskService tasks, final LogService log) {
		this.command = command;
		this.log = log;
		task = tasks == null ? null : tasks.createTask(command);
		// A command is not a Future that could be interrupted; it checks whether it was cancelled.
		if (task != null) task.setCancelCallBack(null);
		if (task != null) task.start();
		IJ.resetEscape();
	}

	@Override
	public synchronized void message(final String text) {
		message = text;
		if (task != null) task.setStatusMessage(text);
		IJ.showStatus(text);
		logNowAndThen(text);
	}

	@Override
	public synchronized void steps(final long done, final long total) {
		final long now = System.nanoTime();
		if (done < total && now - reported < PAUSE) return;
		reported = now;
		if (task != null) {
			if (task.getProgressMaximum() != total) task.setProgressMaximum(total);
			task.setProgressValue(done);
		}
		if (total > 0) IJ.showProgress((double) done / total);
		logNowAndThen(message + " (" + done + " of " + total + ")");
	}

	private void logNowAndThen(final String text) {
		final long now = System.nanoTime();
		if (log == null || IJ.getInstance() != null || now - logged < LOG_PAUSE) return;
		logged = now;
		log.info(command + ": " + text);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed() || task != null && task.isCanceled();
	}

	@Override
	public void close() {
		if (task != null) task.finish();
		IJ.showProgress(1);
		IJ.showStatus("");
	}
}

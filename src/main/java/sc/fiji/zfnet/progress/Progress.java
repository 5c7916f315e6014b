package sc.fiji.zfnet.progress;

/** Reports the progress of a long computation to the user, and tells it whether to stop. Thread-safe. */
public interface Progress {

	/** Reports the current activity, in a few words. */
	void message(String text);

	/**
	 * Reports the number of completed steps.
	 *
	 * @param done completed steps
	 * @param total total number of steps
	 */
	void steps(long done, long total);

	/** Whether the computation should stop soon, keeping its results so far. */
	boolean isCancelled();

	/** Reports nothing and is never cancelled. */
	Progress NONE = new Progress() {

		@Override
		public void message(final String text) {}

		@Override
		public void steps(final long done, final long total) {}

		@Override
		public boolean isCancelled() {
			return false;
		}
	};
}

package sc.fiji.zfnet.progress;

/** What long work tells the person who waits for it, and how it learns that it should stop. Safe for several threads. */
public interface Progress {

	/** Says what is being done, in a few words. */
	void message(String text);

	/**
	 * Says how far it is.
	 *
	 * @param done steps done
	 * @param total all steps
	 */
	void steps(long done, long total);

	/** Whether the work should end soon, keeping what it has. */
	boolean isCancelled();

	/** Tells nobody and is never cancelled. */
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

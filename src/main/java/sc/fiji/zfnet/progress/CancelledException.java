package sc.fiji.zfnet.progress;

/**
 * Ends work that was asked to stop ({@link Progress#isCancelled}) before it had any result worth keeping. Work that has
 * one returns it instead, marked as partial. This is not an error.
 */
public final class CancelledException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param sentence what was cancelled and how far it was
	 */
	public CancelledException(final String sentence) {
		super(sentence);
	}
}

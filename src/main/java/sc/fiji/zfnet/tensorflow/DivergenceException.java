package sc.fiji.zfnet.tensorflow;

/** Training has diverged: the loss is no longer finite, and the weights are useless. */
public final class DivergenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param sentence says what the loss became, and when
	 */
	public DivergenceException(final String sentence) {
		super(sentence);
	}
}

package sc.fiji.zfnet.tensorflow;

/** A training whose loss is not finite any more; its weights are of no use. */
public final class DivergenceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param sentence what the loss became, and when
	 */
	public DivergenceException(final String sentence) {
		super(sentence);
	}
}

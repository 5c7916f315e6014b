package sc.fiji.zfnet.progress;

/** The progress of a part of some work, told as that of the whole. */
public final class PartOfProgress implements Progress {

	private static final long STEPS = 100_000;

	private final Progress whole;
	private final String what;
	private final double from;
	private final double to;

	/**
	 * @param whole what is told
	 * @param what begins each message
	 * @param from share of the whole that is done when the part begins
	 * @param to share of the whole that is done when it ends
	 */
	public PartOfProgress(final Progress whole, final String what, final double from, final double to) {
		this.whole = whole;
		this.what = what;
		this.from = from;
		this.to = to;
	}

	@Override
	public void message(final String text) {
		whole.message(what + text);
	}

	@Override
	public void steps(final long done, final long total) {
		whole.steps(Math.round(STEPS * (from + (to - from) * done / Math.max(1, total))), STEPS);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}

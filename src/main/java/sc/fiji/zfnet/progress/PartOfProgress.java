package sc.fiji.zfnet.progress;

/** Reports the progress of one part of a computation as progress of the whole. */
public final class PartOfProgress implements Progress {

	private static final long STEPS = 100_000;

	private final Progress whole;
	private final String what;
	private final double from;
	private final double to;

	/**
	 * @param whole progress of the whole
	 * @param what prefix of each message
	 * @param from fraction of the whole that is complete when the part begins
	 * @param to fraction of the whole that is complete when the part ends
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

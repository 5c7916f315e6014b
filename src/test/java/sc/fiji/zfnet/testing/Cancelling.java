package sc.fiji.zfnet.testing;

import java.util.function.BooleanSupplier;

import sc.fiji.zfnet.progress.Progress;

/**
 * Progress that tells nobody.
 *
 * @param when whether the work is cancelled; asked whenever the work asks
 */
public record Cancelling(BooleanSupplier when) implements Progress {

	@Override
	public void message(final String text) {}

	@Override
	public void steps(final long done, final long total) {}

	@Override
	public boolean isCancelled() {
		return when.getAsBoolean();
	}
}

package sc.fiji.zfnet.analysis;

import java.util.Locale;

import sc.fiji.zfnet.progress.Progress;

/** Reports the progress of a computation over many pictures, with pictures per second and the remaining time. */
public final class Rate {

	private final String what;
	private final long total;
	private final Progress progress;
	private final long start = System.nanoTime();

	public Rate(final String what, final long total, final Progress progress) {
		this.what = what;
		this.total = total;
		this.progress = progress;
		progress.message(what);
		progress.steps(0, total);
	}

	/** Reports the number of completed pictures. */
	public void done(final long pictures) {
		progress.message(what + message(pictures, total, (System.nanoTime() - start) * 1e-9));
		progress.steps(pictures, total);
	}

	/** Such as {@code : 320 of 2500 pictures, 106 pictures/s, 21 s left}. */
	public static String message(final long done, final long total, final double seconds) {
		final double perSecond = done / Math.max(seconds, 1e-9);
		return String.format(Locale.ROOT, ": %d of %d pictures, %." + (perSecond < 10 ? 1 : 0) + "f pictures/s, %s left", done,
			total, perSecond, time((total - done) / Math.max(perSecond, 1e-9)));
	}

	private static String time(final double seconds) {
		final long whole = Math.round(seconds);
		if (whole < 60) return whole + " s";
		return whole < 3600 ? whole / 60 + " min " + whole % 60 + " s" : whole / 3600 + " h " + whole % 3600 / 60 + " min";
	}
}

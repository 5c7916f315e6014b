package sc.fiji.zfnet.robustness;

import com.sun.management.UnixOperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import sc.fiji.zfnet.robustness.Counts.Result;

/** Commands one after another for some minutes: memory, threads and handles must not grow. */
final class Soak {

	/** What may come on top after the first rounds. */
	private static final double MORE_MEGABYTES = 150;
	private static final int MORE_THREADS = 20;
	private static final long MORE_HANDLES = 30;
	private static final int ROUNDS_TO_WARM_UP = 10;

	private final Workplace place;
	private final Counts counts;

	Soak(final Workplace place, final Counts counts) {
		this.place = place;
		this.counts = counts;
	}

	/** What the process holds: megabytes as the system counts them, threads, open files. */
	private record Held(double megabytes, int threads, long handles) {

		static Held now() {
			System.gc();
			double megabytes = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
			try {
				for (final String line : Files.readAllLines(Path.of("/proc/self/status")))
					if (line.startsWith("RssAnon")) megabytes = 1024 * Double.parseDouble(line.replaceAll("\\D", ""));
			}
			catch (final IOException exc) {
				// Not on this system: Java's own memory.
			}
			final long handles = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix
				.getOpenFileDescriptorCount() : 0;
			return new Held(megabytes / (1 << 20), Thread.activeCount(), handles);
		}
	}

	void run(final int minutes) {
		if (minutes == 0) return;
		final String[] lines = { "run('Classify...', 'model=small top=2');", "run('Deconvnet Projection...', " +
			"'model=small layer=relu2 maps=0,1 output=[" + place.folder.resolve("soak") + "]');",
			"run('Occlusion Scan...', 'model=small size=8 stride=8');", "run('Filters and Spectra...', 'model=small');",
			"run('Model Info...', 'model=small');", "run('Classify...', 'model=none');",
			"run('Top Activations...', 'model=small layer=relu1 maps=0 folder=[" + place.train + "]');" };
		final long end = System.nanoTime() + minutes * 60_000_000_000L;
		Held first = null;
		long shown = System.nanoTime();
		for (int round = 0; System.nanoTime() < end; round++) {
			for (final String line : lines) {
				final String error = Workplace.macro("open('" + place.picture + "'); " + line);
				if (error.isEmpty() == line.contains("model=none")) counts.add("soak, commands", Result.CRASHED, line + ": " + error);
				else counts.add("soak, commands", Result.RIGHT, line);
			}
			if (round == ROUNDS_TO_WARM_UP) first = Held.now();
			if (System.nanoTime() - shown > 60_000_000_000L) {
				shown = System.nanoTime();
				System.out.println("Soak, after round " + round + ": " + Held.now());
			}
		}
		if (first == null) {
			counts.skip("soak, memory", "it was too short for " + ROUNDS_TO_WARM_UP + " rounds");
			return;
		}
		final Held last = Held.now();
		final boolean held = last.megabytes < first.megabytes + MORE_MEGABYTES && last.threads <= first.threads + MORE_THREADS &&
			last.handles <= first.handles + MORE_HANDLES;
		final String what = String.format(Locale.ROOT, "%.0f MB, %d threads, %d handles became %.0f MB, %d threads, %d handles",
			first.megabytes, first.threads, first.handles, last.megabytes, last.threads, last.handles);
		System.out.println("Soak of " + minutes + " minutes: " + what);
		counts.add("soak, memory, threads and handles", held ? Result.RIGHT : Result.LOST, what);
	}
}

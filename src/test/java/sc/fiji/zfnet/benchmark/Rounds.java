package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Contenders that run in turn, round by round, so that all of them meet the same minutes of the machine. Each runs twice
 * before the clock counts, once when it is long; short work is repeated within a round. Rounds end early when their time is
 * used up, but for three.
 *
 * <pre>
 * Times times = new Rounds(Effort.FULL).add("ours", () -&gt; session.forward(input)).add("theirs", () -&gt; peer.run(input)).run();
 * double faster = times.ratio("theirs", "ours");
 * </pre>
 */
final class Rounds {

	/** Seconds that a contender has in a round at least. */
	private static final double SHORTEST = 0.1;
	/** Seconds of work for which one run ahead is enough. */
	private static final double LONG = 2;
	private static final int FEWEST_ROUNDS = 3;
	/** The threads of PyTorch's matrix library go on waiting actively for a tenth of a second after their work. */
	private static final long PAUSE = 150;

	private final Effort effort;
	private final Map<String, Timed> contenders = new LinkedHashMap<>();
	private final Set<String> processes = new HashSet<>();

	/** @param effort how many rounds, and how long they may take together */
	Rounds(final Effort effort) {
		this.effort = effort;
	}

	/** Something that is timed from here. */
	interface Work {

		/** Does it once. */
		void run() throws IOException;
	}

	/** Something that knows itself how long it takes. */
	interface Timed {

		/** Does it once; seconds. */
		double run() throws IOException;
	}

	/** Adds work. */
	Rounds add(final String name, final Work work) {
		return addTimed(name, () -> {
			final long start = System.nanoTime();
			work.run();
			return (System.nanoTime() - start) / 1e9;
		});
	}

	/** Adds work that tells its own time. */
	Rounds addTimed(final String name, final Timed work) {
		if (contenders.put(name, work) != null) throw new IllegalArgumentException("There are two contenders named '" + name +
			"'; a name may be used once");
		return this;
	}

	/** Adds work of another process, which tells its own time; a pause follows it, until its threads have come to rest. */
	Rounds addProcess(final String name, final Timed work) {
		processes.add(name);
		return addTimed(name, work);
	}

	/**
	 * Runs all of them.
	 *
	 * @throws IOException when one of them fails
	 */
	Times run() throws IOException {
		final Map<String, Integer> repetitions = new LinkedHashMap<>();
		final Map<String, List<Double>> seconds = new LinkedHashMap<>();
		for (final Map.Entry<String, Timed> contender : contenders.entrySet()) {
			repetitions.put(contender.getKey(), warmedUp(contender.getValue()));
			rest(contender.getKey());
			seconds.put(contender.getKey(), new ArrayList<>());
		}
		final List<String> order = new ArrayList<>(contenders.keySet());
		final long start = System.nanoTime();
		for (int round = 0; round < effort.rounds(); round++) {
			if (round >= FEWEST_ROUNDS && (System.nanoTime() - start) / 1e9 > effort.seconds()) break;
			for (final String name : order) {
				seconds.get(name).add(mean(contenders.get(name), repetitions.get(name)));
				rest(name);
			}
			// The next round begins with another one, as what ran before may still hold caches.
			order.add(order.remove(0));
		}
		return new Times(seconds);
	}

	/** Repetitions within a round, from the last run ahead. */
	private static int warmedUp(final Timed work) throws IOException {
		final double first = work.run();
		return first > LONG ? 1 : (int) Math.max(1, Math.ceil(SHORTEST / Math.max(1e-6, work.run())));
	}

	private void rest(final String name) throws IOException {
		if (!processes.contains(name)) return;
		try {
			Thread.sleep(PAUSE);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("The rounds were interrupted");
		}
	}

	private static double mean(final Timed work, final int repetitions) throws IOException {
		double sum = 0;
		for (int i = 0; i < repetitions; i++)
			sum += work.run();
		return sum / repetitions;
	}
}

package sc.fiji.zfnet.tensorflow.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;

/**
 * Compares every operation that the engine uses with plain loops over many shapes, in every direction, to learn what a
 * processor's or a GPU's kernels are worth.
 */
public final class KernelSweep {

	private static final long SEED = 1311_2901;

	private final EngineOptions options;
	private final LayerComputation computation;

	/**
	 * What was found of one operation in one direction.
	 *
	 * @param operation type of layer and direction
	 * @param shapes number of shapes that were tried
	 * @param worstError largest difference, as a share of the largest value of its shape; of the wrong shapes where there are some
	 * @param wrong number of shapes whose error rounding does not explain
	 * @param worstShape setting of the layer and shape of its input where the error was largest
	 */
	public record Row(String operation, int shapes, double worstError, int wrong, String worstShape) {}

	/**
	 * @param options device, threads and precision
	 */
	public KernelSweep(final EngineOptions options) {
		this(options, LayerComputation.OPERATIONS);
	}

	KernelSweep(final EngineOptions options, final LayerComputation computation) {
		this.options = options;
		this.computation = computation;
	}

	/**
	 * Tries shapes until the time is over; the same shapes in the same order each time.
	 *
	 * @param time how long; at least some shapes of each operation are tried
	 * @param progress if cancelled, the rows are of what was tried so far
	 * @return in the order of the operations' names
	 */
	public List<Row> run(final Duration time, final Progress progress) {
		final LayerCheck check = new LayerCheck(options, computation, SEED);
		final RandomLayers layers = new RandomLayers(new Random(SEED));
		final Map<String, Row> rows = new TreeMap<>();
		final long start = System.nanoTime();
		double share = 0;
		while (share < 1 && !progress.isCancelled()) {
			final List<LayerCase> next = layers.next();
			final List<LayerVerdict> verdicts = new ArrayList<>(check.check(next, false));
			verdicts.addAll(check.check(next, true));
			verdicts.forEach(verdict -> add(rows, verdict));
			share = (System.nanoTime() - start) / (double) time.toNanos();
			progress.steps(Math.round(1000 * Math.min(1, share)), 1000);
		}
		return List.copyOf(rows.values());
	}

	private static void add(final Map<String, Row> rows, final LayerVerdict verdict) {
		final String operation = verdict.layer().node().layer().type() + ", " + verdict.direction();
		rows.merge(operation, new Row(operation, 1, verdict.error(), verdict.right() ? 0 : 1, verdict.layer().setting()),
			KernelSweep::joined);
	}

	/** A wrong shape is worse than a right one, whatever its error. */
	private static Row joined(final Row a, final Row b) {
		final boolean second = b.wrong > 0 == a.wrong > 0 ? b.worstError > a.worstError : b.wrong > 0;
		final Row worse = second ? b : a;
		return new Row(a.operation, a.shapes + b.shapes, worse.worstError, a.wrong + b.wrong, worse.worstShape);
	}
}

package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.sun.management.OperatingSystemMXBean;

import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.IncrementalSession;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * Time of an occluder position: full batched passes of this plugin, full batched passes of ONNX Runtime, and the
 * incremental scan, one after the other in each round, with medians over the rounds and the least, and the ratio of
 * processor times, which other work on the machine changes less; beside them the arithmetic bound
 * (multiply-adds of a full pass over those that the occluder can reach), and how far the incremental results are from the
 * full ones. Batches of 32 pictures; the pictures are made before the clock runs. The covers of each round are a random
 * sample of the scan's positions, so a position's cost times the number of positions is the whole scan's.
 * <p>
 * Arguments: networks (zfnet, alexnet, squeezenet, tiny-vgg), sizes, strides, each a list with commas; rounds (9); then
 * {@code alone} to run nothing but the incremental scan over all positions, for its peak memory.
 * </p>
 */
public final class OcclusionBenchmark {

	private static final int PICTURES = 32;
	private static final Path MODELS = Path.of("..", "shared", "data", "models");

	private final String name;
	private final TrainedNetwork trained;
	private final Batch picture;
	private final Random random = new Random(1);

	private OcclusionBenchmark(final String name, final TrainedNetwork trained) {
		this.name = name;
		this.trained = trained;
		picture = RandomNetworks.pictures(trained.network(), 1, random);
	}

	/** Runs it. */
	public static void main(final String[] arguments) throws IOException {
		final int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 9;
		final boolean alone = arguments.length > 4 && arguments[4].equals("alone");
		System.out.println("network,size,stride,positions,full_ms,onnxruntime_ms,incremental_ms,faster_than_full," +
			"faster_than_onnxruntime,least_full_ms,least_onnxruntime_ms,least_incremental_ms,least_faster_than_full," +
			"least_faster_than_onnxruntime,processor_faster_than_full,processor_faster_than_onnxruntime,bound," +
			"probability_error,classes_wrong,activation_error");
		for (final String name : arguments[0].split(",")) {
			final OcclusionBenchmark benchmark = new OcclusionBenchmark(name, network(name));
			for (final String size : arguments[1].split(","))
				for (final String stride : arguments[2].split(",")) {
					final OcclusionGrid grid = new OcclusionGrid(benchmark.trained.network().inputShape(), Integer.parseInt(size), Integer
						.parseInt(stride));
					if (alone) benchmark.alone(grid);
					else benchmark.run(grid, rounds);
				}
		}
	}

	/** Real weights where the data is there, else random ones. */
	private static TrainedNetwork network(final String name) throws IOException {
		final Path model = MODELS.resolve(name.equals("squeezenet") ? "squeezenet1.0" : name).resolve("model.onnx");
		if (Files.exists(model)) return OnnxReader.read(model);
		final Architecture architecture = Architecture.of(name);
		final Network network = architecture.build(architecture.usualClasses());
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(2)));
	}

	private static List<Region> covers(final OcclusionGrid grid) {
		final List<Region> covers = new ArrayList<>();
		for (int position = 0; position < grid.positions(); position++)
			covers.add(grid.cover(position));
		return covers;
	}

	private void run(final OcclusionGrid grid, final int rounds) throws IOException {
		final List<Region> covers = covers(grid);
		Collections.shuffle(covers, random);
		final String layer = trained.network().lastConvolution().name();
		final float[] fill = new float[trained.network().inputShape().channels()];
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT);
			IncrementalSession incremental = new IncrementalSession(session, picture, layer, covers);
			OnnxRuntimePeer runtime = new OnnxRuntimePeer(trained))
		{
			final List<double[]> times = new ArrayList<>();
			final Errors errors = new Errors();
			for (int round = -2; round < rounds; round++) {
				final double[] time = round(session, incremental, runtime, covers, fill, round < 0 ? errors : null, layer);
				// The first ones make graphs and kernels ready, and are compared.
				if (round >= 0) times.add(time);
			}
			report(grid, times, (double) trained.network().multiplyAdds() / incremental.boundMultiplyAdds(), errors);
		}
	}

	/** Milliseconds a position: on the clock, then of the processor, each for full, ONNX Runtime, incremental. */
	private double[] round(final NetworkSession session, final IncrementalSession incremental, final OnnxRuntimePeer runtime,
		final List<Region> covers, final float[] fill, final Errors errors, final String layer) throws IOException
	{
		Collections.rotate(covers, 211);
		final List<Region> run = covers.subList(0, Math.min(incremental.changesPerRun(), covers.size()));
		final List<Region> some = covers.subList(0, Math.min(PICTURES, run.size()));
		final Batch covered = covered(some, fill);
		final FloatBuffer channelsFirst = OnnxRuntimePeer.pictures(covered);
		final double[] times = new double[6];
		Clock clock = new Clock();
		session.forward(covered);
		clock.stop(times, 0, some.size());
		clock = new Clock();
		runtime.forward(channelsFirst);
		clock.stop(times, 1, some.size());
		clock = new Clock();
		final IncrementalSession.Results results = incremental.run(run, fill);
		clock.stop(times, 2, run.size());
		if (errors != null) {
			final String last = session.network().output().name();
			final Map<String, Batch> expected = session.forward(covered, List.of(last, layer));
			errors.note(expected.get(last), expected.get(layer), results);
		}
		return times;
	}

	/** What passes on the clock and on the processor, which tells more where others use it, too. */
	private static final class Clock {

		private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
			.getOperatingSystemMXBean();

		private final long processor = SYSTEM.getProcessCpuTime();
		private final long begin = System.nanoTime();

		void stop(final double[] times, final int column, final int positions) {
			times[column] = (System.nanoTime() - begin) / 1e6 / positions;
			times[column + 3] = (SYSTEM.getProcessCpuTime() - processor) / 1e6 / positions;
		}
	}

	private Batch covered(final List<Region> covers, final float[] fill) {
		final Batch batch = new Batch(covers.size(), picture.shape());
		for (int i = 0; i < covers.size(); i++) {
			System.arraycopy(picture.values(), 0, batch.values(), i * picture.shape().size(), picture.shape().size());
			final Region cover = covers.get(i);
			for (int y = cover.y(); y < cover.y() + cover.height(); y++)
				for (int x = cover.x(); x < cover.x() + cover.width(); x++)
					System.arraycopy(fill, 0, batch.values(), batch.index(i, y, x, 0), fill.length);
		}
		return batch;
	}

	private void report(final OcclusionGrid grid, final List<double[]> times, final double bound, final Errors errors) {
		System.out.printf("%s,%d,%d,%d,%s,%s,%.2f,%.2f,%.2f,%.1e,%d,%.1e%n", name, grid.size(), grid.stride(), grid.positions(),
			times(sorted(times, 0.5)), times(sorted(times, 0)), sorted(times, 0.5)[3] / sorted(times, 0.5)[5], sorted(times,
				0.5)[4] / sorted(times, 0.5)[5], bound, errors.probability, errors.classes, errors.activation);
	}

	private static String times(final double[] times) {
		return String.format("%.3f,%.3f,%.3f,%.2f,%.2f", times[0], times[1], times[2], times[0] / times[2], times[1] / times[2]);
	}

	/** Of each column the value at a place from 0, the least, to 1, the largest. */
	private static double[] sorted(final List<double[]> times, final double place) {
		final double[] result = new double[6];
		for (int column = 0; column < result.length; column++) {
			final int c = column;
			final double[] sorted = times.stream().mapToDouble(time -> time[c]).sorted().toArray();
			result[column] = sorted[(int) (place * (sorted.length - 1))];
		}
		return result;
	}

	/** The whole scan, with the peak of the process's memory. */
	private void alone(final OcclusionGrid grid) throws IOException {
		final List<Region> covers = covers(grid);
		final float[] fill = new float[trained.network().inputShape().channels()];
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final long begin = System.nanoTime();
			try (IncrementalSession incremental = new IncrementalSession(session, picture, trained.network().lastConvolution()
				.name(), covers))
			{
				for (int first = 0; first < covers.size(); first += incremental.changesPerRun())
					incremental.run(covers.subList(first, Math.min(first + incremental.changesPerRun(), covers.size())), fill);
			}
			System.out.printf("%s, %d pixels, stride %d: all %d positions in %.1f s, %s%n", name, grid.size(), grid.stride(), covers
				.size(), (System.nanoTime() - begin) / 1e9, Files.readAllLines(Path.of("/proc/self/status")).stream().filter(
					line -> line.startsWith("VmHWM")).findFirst().orElse("peak memory unknown").replaceAll("\\s+", " "));
		}
	}

	/** The largest differences from full passes. */
	private static final class Errors {

		private double probability;
		private double activation;
		private int classes;

		void note(final Batch expected, final Batch maps, final IncrementalSession.Results results) {
			final int count = expected.shape().channels();
			for (int i = 0; i < expected.pictures(); i++) {
				final float[] full = Arrays.copyOfRange(expected.values(), i * count, (i + 1) * count);
				final float[] found = Arrays.copyOfRange(results.outputs().values(), i * count, (i + 1) * count);
				for (int c = 0; c < count; c++)
					probability = Math.max(probability, Math.abs(full[c] - found[c]));
				final int best = best(full);
				if (best(found) != best && full[best] - full[best(found)] >= 1e-4) classes++;
				for (int map = 0; map < maps.shape().channels(); map++) {
					double sum = 0;
					for (int p = 0; p < maps.shape().positions(); p++)
						sum += maps.values()[(i * maps.shape().positions() + p) * maps.shape().channels() + map];
					activation = Math.max(activation, Math.abs(sum - results.sums().get(i, 0, 0, map)) / Math.max(Math.abs(sum),
						1e-2));
				}
			}
		}

		private static int best(final float[] values) {
			int best = 0;
			for (int c = 1; c < values.length; c++)
				if (values[c] > values[best]) best = c;
			return best;
		}
	}
}

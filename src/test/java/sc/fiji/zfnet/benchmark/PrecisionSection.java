package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;

/** How often bfloat16 ranks the same class first as 32-bit floats do. */
final class PrecisionSection implements Section {

	private static final int BATCH = 50;

	@Override
	public String name() {
		return "precision";
	}

	@Override
	public void run(final Report report, final Peers peers, final Effort effort) throws IOException {
		report.heading("Agreement of bfloat16");
		report.paragraph("Pictures for which bfloat16 ranks the same class first as 32-bit floats do, the largest " +
			"difference of a probability, and how far ahead the first class was at most, with 32-bit floats, of the one that " +
			"took its place.");
		report.columns("model", "pictures", "same first class", "largest difference", "most that was overtaken");
		for (final BenchmarkModels model : BenchmarkModels.values())
			if (model.isThere()) run(report, effort, model);
			else report.row(model.title(), "its pictures are not on this machine", "–", "–", "–");
		report.endTable();
	}

	private static void run(final Report report, final Effort effort, final BenchmarkModels model) throws IOException {
		final List<Path> files = model.pictures(effort.isQuick() ? 200 : 2000);
		int same = 0;
		double largest = 0;
		double overtaken = 0;
		try (Classifier exact = model.open(Precision.FLOAT32); Classifier coarse = model.open(Precision.BFLOAT16)) {
			for (int begin = 0; begin < files.size(); begin += BATCH) {
				final List<Batch> part = new ArrayList<>();
				for (final Path file : files.subList(begin, Math.min(begin + BATCH, files.size())))
					part.add(BenchmarkModels.read(exact, file));
				final Batch pictures = Batches.joined(part);
				final float[][] expected = exact.probabilities(pictures);
				final float[][] found = coarse.probabilities(pictures);
				for (int i = 0; i < expected.length; i++) {
					final int first = exact.best(expected[i], 1).get(0).index();
					final int now = exact.best(found[i], 1).get(0).index();
					if (first == now) same++;
					overtaken = Math.max(overtaken, expected[i][first] - expected[i][now]);
					for (int c = 0; c < expected[i].length; c++)
						largest = Math.max(largest, Math.abs(expected[i][c] - found[i][c]));
				}
			}
		}
		report.row(model.title(), Integer.toString(files.size()), String.format(Locale.ROOT, "%.1f %%", 100.0 * same / files
			.size()), String.format(Locale.ROOT, "%.3f", largest), String.format(Locale.ROOT, "%.3f", overtaken));
	}
}

package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
		report.paragraph("Inputs for which bfloat16 ranks the same class first as 32-bit floats do, the largest difference of " +
			"a probability, and how far ahead the first class was at most, with 32-bit floats, of the one that took its place; " +
			"for the pictures as Classify... takes them, and for their ten views, each an input of its own.");
		report.columns("model", "inputs", "same top-1 class", "of", "share", "largest difference", "largest lead overturned");
		for (final BenchmarkModels model : BenchmarkModels.values()) {
			if (model.isThere()) {
				run(report, effort, model, "pictures", 1, (classifier, file) -> List.of(BenchmarkModels.read(classifier, file)));
				run(report, effort, model, "ten views", 10, BenchmarkModels::tenViews);
			}
			else report.row(model.title(), "its pictures are not on this machine", "–", "–", "–", "–", "–");
		}
		report.endTable();
	}

	/** What a network is given of a file. */
	private interface Inputs {

		List<Batch> of(Classifier classifier, Path file) throws IOException;
	}

	private static void run(final Report report, final Effort effort, final BenchmarkModels model, final String title,
		final int views, final Inputs inputs) throws IOException
	{
		final List<Path> files = model.pictures(effort.isQuick() ? 200 : 2000);
		int same = 0;
		int all = 0;
		double largest = 0;
		double overtaken = 0;
		try (Classifier exact = model.open(Precision.FLOAT32); Classifier coarse = model.open(Precision.BFLOAT16)) {
			for (int begin = 0; begin < files.size(); begin += BATCH / views) {
				final List<Batch> part = new ArrayList<>();
				for (final Path file : files.subList(begin, Math.min(begin + BATCH / views, files.size())))
					part.addAll(inputs.of(exact, file));
				final float[][] expected = exact.probabilities(part);
				final float[][] found = coarse.probabilities(part);
				all += expected.length;
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
		report.row(model.title(), title, Integer.toString(same), Integer.toString(all), String.format(Locale.ROOT, "%.1f %%",
			100.0 * same / all), String.format(Locale.ROOT, "%.3f", largest), String.format(Locale.ROOT, "%.3f", overtaken));
	}
}

package sc.fiji.zfnet.command;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.zfnet.analysis.ablation.VariantResult;
import sc.fiji.zfnet.analysis.ablation.VariantSummary;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.Table;

/** Tables and plot of a comparison of architectures, as in Table 3 of the paper. */
final class ComparisonResults {

	/** Pixels of the plot that an architecture takes. */
	private static final int ROW = 40;

	/** How far the points of training and validation are from the middle of their row. */
	private static final double APART = 0.1;

	private final int epochs;
	private final String device;

	/**
	 * @param epochs passes over the training pictures that each was to have
	 * @param device what they were trained on
	 */
	ComparisonResults(final int epochs, final String device) {
		this.epochs = epochs;
		this.device = device;
	}

	/** A row an architecture: means over the seeds, and standard deviations, which a single seed does not have. */
	Table table(final List<VariantSummary> summaries) {
		return Table.of("architecture", "parameters", "multiply_adds", "train_top1", "validation_top1", "validation_top5",
			"seeds", "train_top1_std", "validation_top1_std", "validation_top5_std", "train_error", "validation_error",
			"validation_top5_error", "diverged", "seconds", "epochs", "device").with(summaries.stream().map(this::row).toList());
	}

	private List<Object> row(final VariantSummary summary) {
		final double train = summary.mean(VariantResult::trainTop1);
		final double top1 = summary.mean(VariantResult::validationTop1);
		final double top5 = summary.mean(VariantResult::validationTop5);
		return List.of(summary.variant().title(), summary.parameters(), summary.multiplyAdds(), train, top1, top5, summary
			.results().size(), summary.deviation(VariantResult::trainTop1), summary.deviation(VariantResult::validationTop1),
			summary.deviation(VariantResult::validationTop5), 1 - train, 1 - top1, 1 - top5, summary.failures(), summary.mean(
				VariantResult::seconds), epochs, device);
	}

	/** A row a training. */
	Table trainings(final List<VariantSummary> summaries) {
		return Table.of("architecture", "seed", "train_top1", "validation_top1", "validation_top5", "seconds", "epochs",
			"failure").with(summaries.stream().flatMap(summary -> summary.results().stream()).map(result -> List.of(result
				.variant().title(), result.seed(), result.trainTop1(), result.validationTop1(), result.validationTop5(), result
					.seconds(), result.epochs(), result.failure())).toList());
	}

	/** Top-1 error of training and validation pictures with its standard deviation over the seeds, a row an architecture. */
	ImagePlus plot(final String title, final List<VariantSummary> summaries) {
		final List<VariantSummary> upwards = new ArrayList<>(summaries);
		Collections.reverse(upwards);
		// ImageJ writes the texts in braces beside the rows.
		final Plot plot = PlotTiles.plot("Top-1 error after " + epochs + " epochs", "Top-1 error", "{" + String.join(",",
			upwards.stream().map(summary -> summary.variant().title()).toList()) + "}");
		plot.setFrameSize(PlotTiles.WIDTH, Math.max(PlotTiles.HEIGHT / 2, ROW * (upwards.size() + 1)));
		final List<String> kinds = List.of("training", "validation");
		add(plot, 0, upwards, VariantResult::trainTop1);
		add(plot, 1, upwards, VariantResult::validationTop1);
		plot.setLimits(0, 1, -0.6, upwards.size() - 0.4);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		return new ImagePlus(title, PlotTiles.render(List.of(plot), Optional.of(PlotTiles.legend(kinds))));
	}

	private static void add(final Plot plot, final int kind, final List<VariantSummary> rows,
		final ToDoubleFunction<VariantResult> accuracy)
	{
		final double[] errors = rows.stream().mapToDouble(row -> 1 - row.mean(accuracy)).toArray();
		final double[] places = new double[errors.length];
		for (int i = 0; i < places.length; i++)
			places[i] = i + (kind == 0 ? APART : -APART);
		final Color colour = PlotTiles.colour(kind, 2);
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.add("circle", errors, places);
		// A single seed has no deviation.
		final double[] deviations = rows.stream().mapToDouble(row -> row.deviation(accuracy)).map(deviation -> Double.isNaN(
			deviation) ? 0 : deviation).toArray();
		plot.addHorizontalErrorBars(deviations);
	}

	/** Writes {@code architectures.csv}, {@code architectures-seeds.csv} and {@code architectures.png}. */
	void write(final Path output, final List<VariantSummary> summaries) throws IOException {
		final OutputFolder files = OutputFolder.at(output);
		files.writeCsv("architectures.csv", table(summaries));
		files.writeCsv("architectures-seeds.csv", trainings(summaries));
		files.writePng("architectures.png", plot("", summaries));
	}
}

package sc.fiji.zfnet.figure.ablation;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.zfnet.analysis.ablation.VariantResult;
import sc.fiji.zfnet.analysis.ablation.VariantSummary;
import sc.fiji.zfnet.figure.PlotTiles;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.files.WholeFiles;

/** Tables and plot for a comparison of architectures, as in Table 3 of the paper. */
public final class ComparisonResults {

	/** Height in pixels of an architecture's row in the plot. */
	private static final int ROW = 48;

	/** Baseline of its name, as a fraction of the row's height from the top. */
	private static final double NAME = 0.4;

	/** Positions of the training and validation points, as fractions of the row's height from the top. */
	private static final double[] POINTS = { 0.58, 0.8 };

	private final int epochs;
	private final String device;

	/**
	 * @param epochs planned number of epochs per training run
	 * @param device device used for training
	 */
	public ComparisonResults(final int epochs, final String device) {
		this.epochs = epochs;
		this.device = device;
	}

	/** One row per architecture: means and standard deviations over the seeds. A single seed has no standard deviation. */
	public Table table(final List<VariantSummary> summaries) {
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

	/** One row per training run. */
	public Table trainings(final List<VariantSummary> summaries) {
		return Table.of("architecture", "seed", "train_top1", "validation_top1", "validation_top5", "seconds", "epochs",
			"failure").with(summaries.stream().flatMap(summary -> summary.results().stream()).map(result -> List.of(result
				.variant().title(), result.seed(), result.trainTop1(), result.validationTop1(), result.validationTop5(), result
					.seconds(), result.epochs(), result.failure())).toList());
	}

	/**
	 * Top-1 error on training and validation pictures with its standard deviation over the seeds; one row per architecture.
	 */
	public ImagePlus plot(final String title, final List<VariantSummary> summaries) {
		// Text in braces replaces the numbers of an axis; the rows have no numbers.
		final Plot plot = PlotTiles.plot("After " + epochs + (epochs == 1 ? " epoch" : " epochs"), "Top-1 error", "{ }");
		plot.setFrameSize(PlotTiles.WIDTH, ROW * (summaries.size() + 1));
		plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.X_MINOR_TICKS | Plot.X_GRID);
		final double right = Math.min(1, 1.1 * Math.max(largest(summaries, VariantResult::trainTop1), largest(summaries,
			VariantResult::validationTop1)));
		// Rows count downwards from 0, whereas the axis points up.
		plot.setLimits(0, right > 0 ? right : 1, -summaries.size(), 0);
		for (int row = 0; row < summaries.size(); row++)
			plot.addText(summaries.get(row).variant().title(), 0.02 * right, -row - NAME);
		add(plot, 0, summaries, VariantResult::trainTop1);
		add(plot, 1, summaries, VariantResult::validationTop1);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		return new ImagePlus(title, PlotTiles.render(List.of(plot), Optional.of(PlotTiles.legend(List.of("training",
			"validation")))));
	}

	/** The largest error plus its standard deviation; 0 if no training run gave an error. */
	private static double largest(final List<VariantSummary> rows, final ToDoubleFunction<VariantResult> accuracy) {
		return rows.stream().mapToDouble(row -> 1 - row.mean(accuracy) + orNone(row.deviation(accuracy))).filter(
			Double::isFinite).max().orElse(0);
	}

	private static void add(final Plot plot, final int kind, final List<VariantSummary> rows,
		final ToDoubleFunction<VariantResult> accuracy)
	{
		final Color colour = PlotTiles.colour(kind, 2);
		plot.setColor(colour, colour);
		plot.setLineWidth(2);
		plot.add("circle", rows.stream().mapToDouble(row -> 1 - row.mean(accuracy)).toArray(), IntStream.range(0, rows.size())
			.mapToDouble(row -> -row - POINTS[kind]).toArray());
		plot.addHorizontalErrorBars(rows.stream().mapToDouble(row -> orNone(row.deviation(accuracy))).toArray());
	}

	/** A single seed has no deviation. */
	private static double orNone(final double deviation) {
		return Double.isNaN(deviation) ? 0 : deviation;
	}

	/** Writes {@code architectures.csv}, {@code architectures-seeds.csv} and {@code architectures.png}. */
	public void write(final Path output, final List<VariantSummary> summaries) throws IOException {
		WholeFiles.together(output, () -> {
			final OutputFolder files = OutputFolder.at(output);
			files.writeCsv("architectures.csv", table(summaries));
			files.writeCsv("architectures-seeds.csv", trainings(summaries));
			files.writePng("architectures.png", plot("", summaries));
		});
	}
}

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
import sc.fiji.zfnet.image.Table;

/** Tables and plot of a comparison of architectures, as in Table 3 of the paper. */
public final class ComparisonResults {

	/** Pixels of the plot that an architecture takes. */
	private static final int ROW = 48;

	/** Where the base of its name is, as a share of the row from its top. */
	private static final double NAME = 0.4;

	/** Where the points of training and of validation are, as shares of the row from its top. */
	private static final double[] POINTS = { 0.58, 0.8 };

	private final int epochs;
	private final String device;

	/**
	 * @param epochs passes over the training pictures that each was to have
	 * @param device what they were trained on
	 */
	public ComparisonResults(final int epochs, final String device) {
		this.epochs = epochs;
		this.device = device;
	}

	/** A row an architecture: means over the seeds, and standard deviations, which a single seed does not have. */
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

	/** A row a training. */
	public Table trainings(final List<VariantSummary> summaries) {
		return Table.of("architecture", "seed", "train_top1", "validation_top1", "validation_top5", "seconds", "epochs",
			"failure").with(summaries.stream().flatMap(summary -> summary.results().stream()).map(result -> List.of(result
				.variant().title(), result.seed(), result.trainTop1(), result.validationTop1(), result.validationTop5(), result
					.seconds(), result.epochs(), result.failure())).toList());
	}

	/** Top-1 error of training and validation pictures with its standard deviation over the seeds, a row an architecture. */
	public ImagePlus plot(final String title, final List<VariantSummary> summaries) {
		// Texts in braces stand for the numbers of an axis; rows have none.
		final Plot plot = PlotTiles.plot("After " + epochs + (epochs == 1 ? " epoch" : " epochs"), "Top-1 error", "{ }");
		plot.setFrameSize(PlotTiles.WIDTH, ROW * (summaries.size() + 1));
		plot.setFormatFlags(Plot.X_NUMBERS | Plot.Y_NUMBERS | Plot.X_TICKS | Plot.X_MINOR_TICKS | Plot.X_GRID);
		final double right = Math.min(1, 1.1 * Math.max(largest(summaries, VariantResult::trainTop1), largest(summaries,
			VariantResult::validationTop1)));
		// Rows go down from 0; axes go up.
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

	/** The largest error with its deviation; 0 where no training gave one. */
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
		final OutputFolder files = OutputFolder.at(output);
		files.writeCsv("architectures.csv", table(summaries));
		files.writeCsv("architectures-seeds.csv", trainings(summaries));
		files.writePng("architectures.png", plot("", summaries));
	}
}

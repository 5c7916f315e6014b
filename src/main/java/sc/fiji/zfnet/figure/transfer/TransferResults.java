package sc.fiji.zfnet.figure.transfer;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Plot;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.transfer.LinearMethod;
import sc.fiji.zfnet.analysis.transfer.TransferScore;
import sc.fiji.zfnet.figure.PlotTiles;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.service.ModelUse;

/** Table and plots of transfer learning, as in Table 4, Table 7 and Figure 9 of the paper. */
public final class TransferResults {

	private static final String SCRATCH = "scratch";

	/** Width in pixels of a bar and the name below it. */
	private static final int BAR = 90;

	private final UsedModel model;
	private final LinearMethod method;
	private final List<TransferScore> scores;
	private final List<TransferScore> baseline;
	private final int classes;

	/**
	 * @param model the model that gives the features
	 * @param method classifier that was trained on them
	 * @param scores scores, grouped by layer
	 * @param baseline scores of training from scratch; may be empty
	 * @param classes number of classes
	 */
	public TransferResults(final UsedModel model, final LinearMethod method, final List<TransferScore> scores,
		final List<TransferScore> baseline, final int classes)
	{
		this.model = model;
		this.method = method;
		this.scores = scores;
		this.baseline = baseline;
		this.classes = classes;
	}

	/** The score of the best layer with the most training pictures; the first one on a tie. */
	public static TransferScore best(final List<TransferScore> scores) {
		final int most = scores.stream().mapToInt(TransferScore::perClass).max().getAsInt();
		return scores.stream().filter(score -> score.perClass() == most).reduce((a, b) -> b.mean() > a.mean() ? b : a).get();
	}

	/** One row per layer and number of training pictures, then the rows of training from scratch, which have no layer. */
	public Table table() {
		final List<List<Object>> rows = new ArrayList<>();
		scores.forEach(score -> rows.add(row(model.name(), score, method.title())));
		baseline.forEach(score -> rows.add(row(SCRATCH, score, LinearMethod.SOFTMAX.title())));
		return Table.of("initial", "layer", "classifier", "per_class", "accuracy_mean", "accuracy_std", "folds", "classes",
			"device").with(rows);
	}

	private List<Object> row(final String initial, final TransferScore score, final String classifier) {
		return List.of(initial, score.layer(), classifier, score.perClass(), score.mean(), score.deviation(), score
			.accuracies().size(), classes, model.device());
	}

	/**
	 * Accuracy as a function of training pictures per class, with standard deviations: one curve per layer, and one for
	 * training from scratch.
	 */
	public ImagePlus plot(final String title) {
		final List<String> curves = new ArrayList<>(scores.stream().map(TransferScore::layer).distinct().toList());
		if (!baseline.isEmpty()) curves.add("");
		final List<TransferScore> all = new ArrayList<>(scores);
		all.addAll(baseline);
		final Plot plot = PlotTiles.plot("Features of " + model.name() + ", " + method.title(), "Training pictures per class",
			"Accuracy");
		plot.setLineWidth(2);
		for (int i = 0; i < curves.size(); i++) {
			final String layer = curves.get(i);
			final Color colour = PlotTiles.colour(i, curves.size());
			plot.setColor(colour, colour);
			add(plot, "connected circle", all.stream().filter(score -> score.layer().equals(layer)).sorted(Comparator.comparing(
				TransferScore::perClass)).toList(), score -> score.perClass());
		}
		plot.setLimits(0, all.stream().mapToInt(TransferScore::perClass).max().getAsInt() * 1.05, 0, 1);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		return describe(new ImagePlus(title, PlotTiles.render(List.of(plot), Optional.of(PlotTiles.legend(curves.stream().map(
			layer -> layer.isEmpty() ? "from scratch" : layer).toList())))));
	}

	/** Accuracy of each layer, with the most training pictures; empty for a single layer. */
	public Optional<ImagePlus> layerPlot(final String title) {
		final int most = best(scores).perClass();
		final List<TransferScore> bars = scores.stream().filter(score -> score.perClass() == most).toList();
		if (bars.size() < 2) return Optional.empty();
		// ImageJ writes the text in braces below the bars.
		final Plot plot = PlotTiles.plot("Features of " + model.name() + ", " + method.title() + ", " + most +
			" pictures per class", "{" +
			String.join(",", bars.stream().map(TransferScore::layer).toList()) + "}", "Accuracy");
		plot.setFrameSize(Math.max(PlotTiles.WIDTH, BAR * bars.size()), PlotTiles.HEIGHT);
		plot.setColor(Color.DARK_GRAY, new Color(0x7fa6d6));
		add(plot, "separated bars", bars, bars::indexOf);
		plot.setLimits(-0.6, bars.size() - 0.4, 0, 1);
		return Optional.of(describe(new ImagePlus(title, PlotTiles.render(List.of(plot), Optional.empty()))));
	}

	private interface Position {

		double of(TransferScore score);
	}

	private static void add(final Plot plot, final String shape, final List<TransferScore> scores, final Position position) {
		plot.add(shape, scores.stream().mapToDouble(position::of).toArray(), scores.stream().mapToDouble(TransferScore::mean)
			.toArray());
		// A single fold has no standard deviation.
		if (scores.stream().noneMatch(score -> Double.isNaN(score.deviation()))) plot.addErrorBars(scores.stream().mapToDouble(
			TransferScore::deviation).toArray());
	}

	private ImagePlus describe(final ImagePlus image) {
		return model.describe(image, "classifier", method.title());
	}

	/** Writes {@code transfer.csv}, {@code transfer.png}, {@code transfer-layers.png} and {@code skipped-files.csv}. */
	public void write(final Path output, final ImagePlus plot, final ImagePlus layerPlot, final List<SkippedFile> skipped)
		throws IOException
	{
		final OutputFolder files = OutputFolder.at(output);
		files.writeCsv("transfer.csv", table());
		files.writePng("transfer.png", plot);
		if (layerPlot != null) files.writePng("transfer-layers.png", layerPlot);
		SkippedFiles.write(files, skipped);
	}
}

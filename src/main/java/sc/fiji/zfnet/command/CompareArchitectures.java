package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.ablation.ArchitectureComparison;
import sc.fiji.zfnet.analysis.ablation.VariantResult;
import sc.fiji.zfnet.analysis.ablation.VariantSummary;
import sc.fiji.zfnet.command.key.Lists;
import sc.fiji.zfnet.figure.ablation.ComparisonResults;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Folders;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.training.Recipe;

/**
 * Trains architectures and variants of them with the same recipe and compares their errors (Table 3 of the paper).
 * {@link ArchitectureVariant} defines the expressions for variants.
 */
@Plugin(type = Command.class, label = "Compare Architectures...", visible = false)
public class CompareArchitectures extends TrainingCommand {

	@Parameter(label = "Architectures", persist = false,
		description = "Names, each with optional changes, separated by commas: zfnet-tiny, zfnet-tiny remove 3 4, zfnet-tiny " +
			"hidden x0.5, zfnet-tiny middle x2 + hidden x2, zfnet-tiny first 11/4.")
	private String architectures;

	@Parameter(label = "Training pictures", style = "directory", persist = false,
		description = "Folder with one subfolder of pictures per class.")
	private File train;

	@Parameter(label = "Validation pictures", style = "directory", persist = false,
		description = "Folder of other pictures with the same subfolders.")
	private File validation;

	@Parameter(label = "Seeds", required = false, persist = false,
		description = "Seeds, separated by commas; each architecture is trained once per seed. Blank: only the seed of the " +
			"recipe.")
	private String seeds = "";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for architectures.csv, the plot, and one folder per training run, which 'resume' needs. Blank: " +
			"no files.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute() throws IOException {
		final Recipe recipe = recipe();
		final List<ArchitectureVariant> variants = Lists.parse("architectures", architectures).stream().map(
			ArchitectureVariant::parse).toList();
		final List<Long> seedList = seedList(recipe.seed());
		final EngineOptions engine = models().engineOptions();
		final ArchitectureComparison comparison = new ArchitectureComparison(variants, seedList, recipe, engine)
			.rememberingChecksIn(models().checkedLayers());
		if (resume() && output == null) throw new IllegalArgumentException(
			"The key 'resume' is set without 'output'; the output folder of the interrupted comparison is required");
		IJ.log("Comparing " + variants.size() + " architectures, each trained " + (seedList.size() == 1 ? "once" : seedList
			.size() + " times") + ", on " + Devices.of(engine));
		final ComparisonResults results = new ComparisonResults(recipe.epochs(), Devices.of(engine).toString());
		final Path folder = output == null ? Files.createTempDirectory("zfnet-comparison") : output.toPath();
		try {
			final List<VariantSummary> summaries = comparison.run(train.toPath(), validation.toPath(), folder, resume(),
				(result, isNew, all, secondsLeft) -> {
					IJ.log(line(result, isNew, secondsLeft));
					// Written after each run, so that completed runs survive an interruption.
					if (isNew && output != null) results.write(output.toPath(), all);
				}, progress());
			show(results, summaries, variants.size() * seedList.size());
		}
		finally {
			if (output == null) Folders.delete(folder);
		}
	}

	private List<Long> seedList(final long single) {
		if (seeds.isBlank()) return List.of(single);
		final List<Long> list = new ArrayList<>();
		for (final String part : Lists.parse("seeds", seeds)) {
			if (!part.matches("-?\\d{1,9}")) throw new IllegalArgumentException("The value of 'seeds' is '" + seeds +
				"'; whole numbers separated by commas are accepted");
			list.add(Long.valueOf(part));
		}
		return list;
	}

	private static String line(final VariantResult result, final boolean isNew, final double secondsLeft) {
		final String what = result.variant().title() + ", seed " + result.seed() + ": ";
		final String found = result.failure().isEmpty() ? String.format(Locale.ROOT,
			"top-1 error %.1f %%, on training pictures %.1f %%; %.0f s", 100 * (1 - result.validationTop1()), 100 * (1 - result
				.trainTop1()), result.seconds()) : result.failure();
		if (!isNew) return what + found + " (trained before)";
		return what + found + (secondsLeft > 0 ? String.format(Locale.ROOT, "; about %.0f min left", Math.ceil(secondsLeft /
			60)) : "");
	}

	private void show(final ComparisonResults results, final List<VariantSummary> summaries, final int trainings)
		throws IOException
	{
		final int complete = summaries.stream().mapToInt(summary -> summary.results().size()).sum();
		if (complete == 0) throw new CancelledException(
			"The comparison was cancelled before its first training run was complete" + (output == null ? ""
				: "; 'resume' continues it"));
		if (complete < trainings) logPartial(complete + " of " + trainings + " training runs" +
			(output == null ? "" : "; 'resume' continues with the others"));
		if (output != null) results.write(output.toPath(), summaries);
		plot = results.plot("Comparison of architectures", summaries);
		table = ResultsTables.of(results.table(summaries));
	}

	@Override
	public List<String> leadingKeys() {
		return List.of("architectures", "train", "validation");
	}

	@Override
	public Map<String, String> dialogValues() {
		return Map.of("architectures", "zfnet-tiny, zfnet-tiny remove 3 4, zfnet-tiny remove 6 7");
	}
}

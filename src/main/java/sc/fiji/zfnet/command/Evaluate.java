package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.evaluation.EvaluatedModel;
import sc.fiji.zfnet.analysis.evaluation.Evaluation;
import sc.fiji.zfnet.analysis.evaluation.EvaluationResult;
import sc.fiji.zfnet.command.key.Lists;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.figure.evaluation.ConfusionImages;
import sc.fiji.zfnet.figure.evaluation.EvaluationResults;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.service.ModelUse;

/** Measures the error of one or several models and of their average on a folder of pictures (Table 2 of the paper). */
@Plugin(type = Command.class, label = "Evaluate...", visible = false)
public class Evaluate extends ZFNetCommand {

	@Parameter(label = "Models", persist = false,
		description = "Names of installed models or paths of model folders, separated by commas. If there are several, the " +
			"average of their probabilities is evaluated as well.")
	private String models;

	@Parameter(label = "Folder", style = "directory", persist = false,
		description = "Folder with one subfolder of pictures per class, named as the models name the class.")
	private File folder;

	@Parameter(label = "Views", choices = { "1", "10" }, persist = false,
		description = "1: the centre crop. 10: the four corners and the centre with their mirror images; the probabilities " +
			"are averaged.")
	private String views = "1";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for evaluation.csv, confusion.csv, mistakes.csv and the images. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus mistakes;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus confusion;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus matrix;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable evaluation;

	@Override
	protected void execute() throws IOException {
		final List<ModelUse> used = new ArrayList<>();
		try {
			progress().message("Loading the models");
			for (final String name : Lists.parse("models", models))
				used.add(models().use(name));
			final PictureFolder pictures = PictureFolder.list(folder.toPath());
			final EvaluationResult result = new Evaluation(used.stream().map(model -> new EvaluatedModel(model.name(), model
				.classifier())).toList(), views.equals("10")).run(LabelledFiles.of(pictures), progress());
			SkippedFiles.log(label(), result.skipped());
			show(used, pictures, result);
		}
		finally {
			used.forEach(ModelUse::close);
		}
	}

	private void show(final List<ModelUse> used, final PictureFolder pictures, final EvaluationResult result)
		throws IOException
	{
		progress().message("Drawing the confusion matrix and the worst mistakes");
		final EvaluationResults results = new EvaluationResults(result);
		final UsedModel first = used(used.get(0));
		final String of = " of " + (used.size() > 1 ? Evaluation.AVERAGE + " of " + used.stream().map(ModelUse::name).collect(
			Collectors.joining(", ")) : first.name());
		final String[] facts = { "folder", folder.toString(), "views", views, "models", models };
		matrix = first.describe(ConfusionImages.drawn("Confusion matrix" + of, result.confusion()), facts);
		confusion = first.describe(ConfusionImages.counts("Confusion counts" + of, result.confusion()), facts);
		confusion.setProperty("Info", confusion.getInfoProperty() + ConfusionImages.axes(result.confusion()));
		if (!result.mistakes().isEmpty()) mistakes = first.describe(results.worst("Worst mistakes" + of, first.classifier()),
			facts);
		final Table errors = results.errors(Integer.parseInt(views), first.device());
		if (output != null) {
			progress().message("Writing to " + output);
			final OutputFolder files = OutputFolder.at(output.toPath());
			files.writeCsv("evaluation.csv", errors);
			files.writeCsv("confusion.csv", results.confusion());
			files.writeCsv("mistakes.csv", results.mistakes());
			files.writeTiff("confusion.tif", confusion);
			files.writePng("confusion.png", matrix);
			if (mistakes != null) files.writePng("mistakes.png", mistakes);
			SkippedFiles.write(files, result.skipped());
		}
		evaluation = ResultsTables.of(errors);
	}

	@Override
	public List<String> suggestions(final String key, final Map<String, String> values) {
		return key.equals("models") ? models().names() : List.of();
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.figure.training.TrainingPlot;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.files.FolderReplacement;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Folders;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelDescription.Citation;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.training.Epoch;
import sc.fiji.zfnet.training.History;
import sc.fiji.zfnet.training.LabelledPictures;
import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Trainer;
import sc.fiji.zfnet.training.TrainingResult;

/** Trains a network on folders of pictures with the paper's recipe and installs it. */
@Plugin(type = Command.class, label = "Train Network...", visible = false)
public class TrainNetwork extends TrainingCommand {

	private static final Citation PAPER = new Citation(
		"Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. ECCV 2014",
		"https://doi.org/10.1007/978-3-319-10590-1_53");

	@Parameter(label = "Architecture", choices = { "zfnet-tiny", "alexnet-tiny", "zfnet", "zfnet-512", "alexnet" },
		persist = false, description = "Network architecture; the tiny ones are for pictures of 64 x 64 pixels.")
	private String architecture = "zfnet-tiny";

	@Parameter(label = "Training pictures", style = "directory", persist = false,
		description = "Folder with one subfolder of pictures per class.")
	private File train;

	@Parameter(label = "Validation pictures", style = "directory", required = false, persist = false,
		description = "Folder of other pictures with the same subfolders. Blank: no validation.")
	private File validation;

	@Parameter(label = "Name", persist = false, description = "Name to install the model under.")
	private String name;

	@Parameter(label = "Replace an installed model of this name", persist = false,
		description = "If not set and there is a model of this name, it is kept and the training is refused.")
	private boolean replace = false;

	@Parameter(label = "Resume with other values", persist = false,
		description = "With resume: continues although the recipe or the pictures have changed, and records the changes.")
	private boolean changed = false;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for history.csv and the checkpoints, written during training. Blank: no files.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable history;

	@Override
	protected void execute() throws IOException {
		final Recipe recipe = recipe();
		final Architecture chosen = Architecture.of(architecture);
		final ModelStore store = models().store();
		store.checkInstall(name, replace || resume() && isOwn(store, chosen));
		try (FolderReplacement place = store.reserve(name)) {
			train(recipe, chosen, store, place);
		}
	}

	private void train(final Recipe recipe, final Architecture chosen, final ModelStore store, final FolderReplacement place)
		throws IOException
	{
		final Path folder = output == null ? store.unfinished(name) : output.toPath();
		final LabelledPictures pictures = LabelledPictures.read(train.toPath(), chosen.build(chosen.usualClasses())
			.inputShape(), LabelledPictures.USUAL_LIMIT, progress());
		final LabelledPictures others = validation == null ? null : pictures.readMore(validation.toPath(),
			LabelledPictures.USUAL_LIMIT, progress());
		final List<SkippedFile> skipped = skipped(pictures, others);
		SkippedFiles.log(label(), skipped);
		final Network network = chosen.build(pictures.classes().size());
		IJ.log("Training " + chosen.title() + " on " + pictures.size() + " pictures" +
			(others == null ? "" : ", validating on " + others.size() + " others") + ", on " +
				Devices.of(models().engineOptions()) + ". " + pictures.balance());

		final TrainingPlot plot = new TrainingPlot(name);
		final TrainingResult result = train(network, recipe, pictures, others, folder, plot);
		if (result.history().isEmpty()) throw new CancelledException("The training of '" + name +
			"' was cancelled in its first epoch, so nothing was installed");
		if (output != null) SkippedFiles.write(OutputFolder.at(folder), skipped);
		store.install(place, name, description(chosen, pictures, others, result), result.trained(), Labels.ofFolders(result
			.classes()), replace || resume(), made -> addHistory(folder, made));
		IJ.log("Installed the model '" + name + "'" + (result.cancelled() ? ", cancelled after " + result.history().size() +
			" complete epochs; 'resume' continues after them" : "") + speed(result, pictures, others));
		// Without an output folder, the files needed to resume are of no further use.
		if (output == null && !result.cancelled()) Folders.delete(folder);
		history = ResultsTables.of(History.table(result.history()));
	}

	private static List<SkippedFile> skipped(final LabelledPictures pictures, final LabelledPictures others) {
		final List<SkippedFile> skipped = new ArrayList<>();
		pictures.skipped().forEach((file, reason) -> skipped.add(new SkippedFile(PictureFile.of(file), reason)));
		if (others != null) others.skipped().forEach((file, reason) -> skipped.add(new SkippedFile(PictureFile.of(file), reason)));
		return skipped;
	}

	/** Whether the model installed under the name, if any, can come from the training run that is resumed. */
	private boolean isOwn(final ModelStore store, final Architecture chosen) throws IOException {
		return !store.list().contains(name) || chosen.title().equals(store.find(name).description().details().get(
			"architecture"));
	}

	/** Where the time went, for the epochs trained in this run. */
	private static String speed(final TrainingResult result, final LabelledPictures pictures,
		final LabelledPictures others)
	{
		if (result.pictures() == 0) return "";
		return String.format(Locale.ROOT, "; %.0f %% of the time in TensorFlow, %.0f pictures per second%s", 100 * result
			.graphShare(), result.pictures() / result.seconds(), others == null ? "" : ", including validation");
	}

	private TrainingResult train(final Network network, final Recipe recipe, final LabelledPictures pictures,
		final LabelledPictures others, final Path folder, final TrainingPlot plot) throws IOException
	{
		final Trainer trainer = new Trainer(network, recipe, models().engineOptions());
		trainer.rememberingChecksIn(models().checkedLayers());
		trainer.acceptingChanges(changed);
		return trainer.train(pictures, others, folder, resume(), progress(), epoch -> {
			IJ.log(History.line(epoch, recipe.epochs()));
			plot.add(epoch);
		});
	}

	private ModelDescription description(final Architecture chosen, final LabelledPictures pictures,
		final LabelledPictures others, final TrainingResult result)
	{
		final Epoch last = result.history().get(result.history().size() - 1);
		final Map<String, Object> details = new LinkedHashMap<>();
		details.put("architecture", chosen.title());
		details.put("training_pictures", pictures.size());
		details.put("epochs", result.history().size());
		details.put("minutes", Math.round(result.history().stream().mapToDouble(Epoch::seconds).sum() / 6) / 10.0);
		details.put("recipe", recipeDetails());
		if (!result.changes().isEmpty()) details.put("changed_on_resuming", result.changes());
		if (others != null) {
			details.put("validation_pictures", others.size());
			details.put("validation_top1", last.validationTop1());
			details.put("validation_top5", last.validationTop5());
		}
		return new ModelDescription(name, chosen.title() + ", trained on " + pictures.size() + " pictures of " + pictures
			.classes().size() + " classes with ZFNet for Fiji.", List.of(System.getProperty("user.name")), "", List.of(PAPER),
			List.of("classification", "zfnet"), "", result.preprocessing(), details);
	}

	private static void addHistory(final Path from, final Path made) throws IOException {
		if (Files.isRegularFile(from.resolve(History.FILE))) Files.copy(from.resolve(History.FILE), made.resolve(
			History.FILE));
		final Path kept = made.resolve(ModelFolder.CHECKPOINTS);
		Files.createDirectory(kept);
		if (!Files.isDirectory(from.resolve(ModelFolder.CHECKPOINTS))) return;
		try (Stream<Path> files = Files.list(from.resolve(ModelFolder.CHECKPOINTS))) {
			for (final Path file : files.filter(path -> path.getFileName().toString().endsWith(".onnx")).toList())
				Files.copy(file, kept.resolve(file.getFileName().toString()));
		}
	}

	@Override
	public List<String> leadingKeys() {
		return List.of("architecture", "train", "validation", "name");
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.model.Folders;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription.Citation;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.tensorflow.Devices;
import sc.fiji.zfnet.training.Epoch;
import sc.fiji.zfnet.training.History;
import sc.fiji.zfnet.training.LabelledPictures;
import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Schedule;
import sc.fiji.zfnet.training.Trainer;
import sc.fiji.zfnet.training.TrainingResult;

/** Trains a network on folders of pictures after the paper's recipe and installs it. */
@Plugin(type = Command.class, label = "Train Network...", visible = false)
public class TrainNetwork extends ZFNetCommand {

	private static final Citation PAPER = new Citation(
		"Zeiler, M. D. and Fergus, R. (2014). Visualizing and Understanding Convolutional Networks. ECCV 2014",
		"https://doi.org/10.1007/978-3-319-10590-1_53");

	@Parameter(label = "Architecture", choices = { "zfnet-tiny", "alexnet-tiny", "zfnet", "zfnet-512", "alexnet" },
		persist = false, description = "The network; the tiny ones are for pictures of 64 x 64 pixels.")
	private String architecture = "zfnet-tiny";

	@Parameter(label = "Training pictures", style = "directory", persist = false,
		description = "A folder with a subfolder of pictures a class.")
	private File train;

	@Parameter(label = "Validation pictures", style = "directory", required = false, persist = false,
		description = "A folder of other pictures with the same subfolders; blank for none.")
	private File validation;

	@Parameter(label = "Name", persist = false, description = "The name to install the model under.")
	private String name;

	@Parameter(label = "Epochs", min = "1", persist = false, description = "Passes over all training pictures.")
	private int epochs = Recipe.PAPER.epochs();

	@Parameter(label = "Batch", min = "1", persist = false, description = "Pictures a step.")
	private int batch = Recipe.PAPER.batch();

	@Parameter(label = "Learning rate", persist = false, description = "The highest rate; it falls by the schedule.")
	private double rate = Recipe.PAPER.rate();

	@Parameter(label = "Momentum", persist = false, description = "Share of the last step that is taken again.")
	private double momentum = Recipe.PAPER.momentum();

	@Parameter(label = "Dropout", persist = false, description = "Share of hidden units that are dropped at random.")
	private double dropout = Recipe.PAPER.dropout();

	@Parameter(label = "Clip filters at", persist = false,
		description = "Filters whose root mean square exceeds this are scaled back to it.")
	private double clip = Recipe.PAPER.clip();

	@Parameter(label = "Weight decay", persist = false, description = "Share of each weight added to its gradient.")
	private double decay = Recipe.PAPER.decay();

	@Parameter(label = "Schedule", choices = { "plateau", "cosine" }, persist = false,
		description = "plateau: a tenth of the rate whenever validation stalls; cosine: falls to 0 over all epochs.")
	private String schedule = Recipe.PAPER.schedule().title();

	@Parameter(label = "Warm-up epochs", min = "0", persist = false, description = "Epochs in which the rate rises from 0.")
	private double warmup = Recipe.PAPER.warmUp();

	@Parameter(label = "Rare classes count more", persist = false,
		description = "Weighs pictures so that all classes count the same.")
	private boolean balanced = false;

	@Parameter(label = "Seed", persist = false, description = "Decides on all that is random.")
	private int seed = (int) Recipe.PAPER.seed();

	@Parameter(label = "Checkpoints", persist = false,
		description = "Epochs after which the weights are kept, separated by commas; the last one is in any case.")
	private String checkpoints = "1,2,5,10,20,30,40,64";

	@Parameter(label = "Resume an interrupted training", persist = false,
		description = "Goes on after the last complete epoch of the training of this name and output folder.")
	private boolean resume = false;

	@Parameter(label = "Replace an installed model of this name", persist = false,
		description = "Otherwise a model of this name is kept and the training refused.")
	private boolean replace = false;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Takes history.csv and the checkpoints as they come; blank for none.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable history;

	@Override
	protected void execute() throws IOException {
		final Recipe recipe = new Recipe(epochs, batch, rate, momentum, dropout, clip, decay, warmup, Schedule.of(schedule),
			balanced, seed, epochList(checkpoints));
		final Architecture chosen = Architecture.of(architecture);
		final ModelStore store = Models.store();
		store.checkInstall(name, replace || resume);
		final Path folder = output == null ? store.unfinished(name) : output.toPath();

		final LabelledPictures pictures = LabelledPictures.read(train.toPath(), chosen.build(chosen.usualClasses())
			.inputShape(), LabelledPictures.USUAL_LIMIT, progress());
		final LabelledPictures others = validation == null ? null : pictures.readMore(validation.toPath(),
			LabelledPictures.USUAL_LIMIT, progress());
		final Network network = chosen.build(pictures.classes().size());
		IJ.log("Training " + chosen.title() + " on " + pictures.size() + " pictures" + (others == null ? "" : ", validated on " +
			others.size() + " others") + ", on " + Devices.of(Models.engineOptions()) + ". " + pictures.balance());

		final TrainingPlot plot = new TrainingPlot(name);
		final TrainingResult result = train(network, recipe, pictures, others, folder, plot);
		if (result.history().isEmpty()) throw new IllegalArgumentException("The training of '" + name +
			"' was cancelled in its first epoch, so nothing is installed");
		store.install(name, description(chosen, pictures, others, result), result.trained(), Labels.ofFolders(result
			.classes()), replace || resume, made -> addHistory(folder, made));
		IJ.log("Installed the model '" + name + "'" + (result.cancelled() ? ", cancelled after " + result.history().size() +
			" complete epochs; resume goes on after them" : ""));
		// Without a folder of the user's, what is needed to resume has no further use.
		if (output == null && !result.cancelled()) Folders.delete(folder);
		history = History.table(result.history()).toResultsTable();
	}

	private TrainingResult train(final Network network, final Recipe recipe, final LabelledPictures pictures,
		final LabelledPictures others, final Path folder, final TrainingPlot plot) throws IOException
	{
		try {
			return new Trainer(network, recipe, Models.engineOptions()).train(pictures, others, folder, resume, progress(),
				epoch -> {
					IJ.log(History.line(epoch, recipe.epochs()));
					plot.add(epoch);
				});
		}
		catch (final ArithmeticException e) {
			throw new IllegalArgumentException(e.getMessage(), e);
		}
	}

	private static SortedSet<Integer> epochList(final String text) {
		try {
			final SortedSet<Integer> list = new TreeSet<>();
			if (!text.isBlank()) for (final String part : text.split(",", -1))
				list.add(Integer.valueOf(part.trim()));
			return list;
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("The value of 'checkpoints' is '" + text +
				"'; numbers of epochs separated by commas are accepted", e);
		}
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
		if (others != null) {
			details.put("validation_pictures", others.size());
			details.put("validation_top1", last.validationTop1());
			details.put("validation_top5", last.validationTop5());
		}
		return new ModelDescription(name, chosen.title() + ", trained on " + pictures.size() + " pictures of " + pictures
			.classes().size() + " classes with ZFNet for Fiji.", List.of(System.getProperty("user.name")), "", List.of(PAPER),
			List.of("classification", "zfnet"), "", result.preprocessing(), details);
	}

	private Map<String, Object> recipeDetails() {
		final Map<String, Object> recipe = new LinkedHashMap<>();
		recipe.put("batch", batch);
		recipe.put("rate", rate);
		recipe.put("momentum", momentum);
		recipe.put("dropout", dropout);
		recipe.put("clip", clip);
		recipe.put("decay", decay);
		recipe.put("schedule", schedule);
		recipe.put("warmup", warmup);
		recipe.put("balanced", balanced);
		recipe.put("seed", seed);
		return recipe;
	}

	private static void addHistory(final Path from, final Path made) throws IOException {
		if (Files.isRegularFile(from.resolve(History.FILE))) Files.copy(from.resolve(History.FILE), made.resolve(
			History.FILE));
		final Path kept = made.resolve(ModelFolder.CHECKPOINTS);
		Files.createDirectory(kept);
		try (Stream<Path> files = Files.list(from.resolve(ModelFolder.CHECKPOINTS))) {
			for (final Path file : files.filter(path -> path.getFileName().toString().endsWith(".onnx")).toList())
				Files.copy(file, kept.resolve(file.getFileName().toString()));
		}
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.transfer.FeatureExtraction;
import sc.fiji.zfnet.analysis.transfer.LayerFeatures;
import sc.fiji.zfnet.analysis.transfer.LinearMethod;
import sc.fiji.zfnet.analysis.transfer.ScratchTraining;
import sc.fiji.zfnet.analysis.transfer.StratifiedFolds;
import sc.fiji.zfnet.analysis.transfer.TransferExperiment;
import sc.fiji.zfnet.analysis.transfer.TransferScore;
import sc.fiji.zfnet.command.key.LayerList;
import sc.fiji.zfnet.command.key.Lists;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.figure.transfer.TransferResults;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.service.ModelUse;

/**
 * Trains a linear classifier for new classes on a model's frozen features, measures its accuracy, and installs it as a
 * model (Table 4 and Table 7 of the paper).
 */
@Plugin(type = Command.class, label = "Transfer Learning...", visible = false)
public class TransferLearning extends ModelCommand {

	@Parameter(label = "Folder", style = "directory", persist = false,
		description = "Folder with one subfolder of pictures per class.")
	private File folder;

	@Parameter(label = "Validation", style = "directory", required = false, persist = false,
		description = "Folder of test pictures of the same classes. Blank: test on the pictures that each fold holds out.")
	private File validation;

	@Parameter(label = "Layers", required = false, persist = false,
		description = "Layers whose features are used, separated by commas. Blank: the last hidden layer.")
	private String layers = "";

	@Parameter(label = "Classifier", choices = { "softmax", "svm" }, persist = false,
		description = "Classifier trained on the features: softmax, or linear support vector machines.")
	private String classifier = "softmax";

	@Parameter(label = "Training pictures per class", persist = false, description = "One or more numbers, separated by " +
		"commas.")
	private String perclass = "15,30,60";

	@Parameter(label = "Folds", min = "1", persist = false,
		description = "Number of times the classifier is trained and tested, each time on a different split of the pictures.")
	private int folds = 5;

	@Parameter(label = "Compare with training from scratch", persist = false,
		description = "Also trains the same network from random weights on the same pictures, which takes long.")
	private boolean scratch = false;

	@Parameter(label = "Epochs from scratch", min = "1", persist = false, description = "Passes over the training pictures.")
	private int epochs = 100;

	@Parameter(label = "Seed", persist = false, description = "Seed of all random numbers.")
	private int seed = 1;

	@Parameter(label = "Name of the new model", required = false, persist = false,
		description = "Name under which to install the network with a classifier trained on all pictures of the folder. " +
			"Blank: only measure.")
	private String name = "";

	@Parameter(label = "Replace an installed model of this name", persist = false,
		description = "If not set and there is a model of this name, it is kept and the transfer is refused.")
	private boolean replace = false;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for transfer.csv and the plots. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus layerPlot;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable transfer;

	@Override
	protected void execute() throws IOException {
		final List<Integer> counts = Lists.counts("perclass", perclass);
		final LinearMethod method = LinearMethod.of(classifier);
		if (!name.isBlank()) models().store().checkInstall(name, replace);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier source = model.classifier();
			final FeatureExtraction extraction = layers.isBlank() ? new FeatureExtraction(source) : new FeatureExtraction(source,
				LayerList.parse(layers, source.network()));
			final LabelledFiles pictures = TransferPictures.training(PictureFolder.list(folder.toPath()));
			final Optional<LabelledFiles> tested = validation == null ? Optional.empty() : Optional.of(LabelledFiles.of(
				PictureFolder.list(validation.toPath())).withClasses(pictures.classes()));
			TransferPictures.check(pictures, folds, tested.isPresent());
			final LayerFeatures features = extraction.run(pictures, progress());
			SkippedFiles.log(label(), features.skipped());
			final Optional<LayerFeatures> tests = tested.isPresent() ? Optional.of(extraction.run(tested.get(), progress()))
				: Optional.empty();
			tests.ifPresent(found -> SkippedFiles.log(label(), found.skipped()));
			final StratifiedFolds divided = new StratifiedFolds(features.pictures().labels(), pictures.classes(), folds, seed);
			final List<Integer> possible = TransferPictures.possible(label(), counts, divided.most(tested.isPresent()));
			final TransferExperiment experiment = new TransferExperiment(features, tests, divided, method);
			final List<TransferScore> scores = experiment.run(possible, progress());
			final List<TransferScore> baseline = !scratch ? List.of() : new ScratchTraining(source.network(), features
				.pictures(), tests.map(LayerFeatures::pictures), divided, ScratchTraining.recipe(epochs, seed), source.session()
					.options()).rememberingChecksIn(models().checkedLayers()).run(possible, progress());
			show(new TransferResults(model, method, scores, baseline, pictures.classes().size()), features, tests);
			if (name.isBlank()) return;
			progress().message("Training the classifier of " + name + " on all pictures");
			final TransferScore best = TransferResults.best(scores);
			new TransferModel(models().store(), loaded, features.pictures(), method, best).install(name, experiment.trainOnAll(best.layer()),
				replace);
		}
	}

	private void show(final TransferResults results, final LayerFeatures features, final Optional<LayerFeatures> tests)
		throws IOException
	{
		plot = results.plot("Transfer learning on " + folder.getName());
		results.layerPlot("Accuracy by layer on " + folder.getName()).ifPresent(image -> layerPlot = image);
		transfer = ResultsTables.of(results.table());
		if (output == null) return;
		final List<SkippedFile> skipped = new ArrayList<>(features.skipped());
		tests.ifPresent(found -> skipped.addAll(found.skipped()));
		results.write(output.toPath(), plot, layerPlot, skipped);
	}
}

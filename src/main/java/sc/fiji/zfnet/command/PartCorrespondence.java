package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.correspondence.CorrespondenceExperiment;
import sc.fiji.zfnet.analysis.correspondence.PartDifference;
import sc.fiji.zfnet.analysis.correspondence.PartPosition;
import sc.fiji.zfnet.command.key.LayerList;
import sc.fiji.zfnet.command.key.PartSource;
import sc.fiji.zfnet.figure.correspondence.CorrespondenceResults;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.service.ModelUse;

/** Measures whether a network responds alike to the same part in different pictures (Table 1 of the paper). */
@Plugin(type = Command.class, label = "Part Correspondence...", visible = false)
public class PartCorrespondence extends ModelCommand {

	@Parameter(label = "Folder", style = "directory", persist = false, description = "Folder of pictures.")
	private File folder;

	@Parameter(label = "Parts", persist = false,
		description = "A CSV file with the columns file, part, x, y; or 'overlay' for the named selections in the pictures' " +
			"overlays; or 'manager' for selections in the ROI Manager that are named FILE:PART.")
	private String parts;

	@Parameter(label = "Occluder size", required = false, min = "1", persist = false,
		description = "Side of the occluders in pixels of the network's input. Blank: 32 for an input of 224, in proportion " +
			"otherwise.")
	private Integer size;

	@Parameter(label = "Layers", required = false, persist = false,
		description = "Layers, separated by commas. Blank: the rectified outputs of the first convolution, the middle one " +
			"and the last hidden layer.")
	private String layers = "";

	@Parameter(label = "Random occluders", min = "0", max = "1000", persist = false,
		description = "Number of randomly placed occluders per picture, for comparison.")
	private int random = 10;

	@Parameter(label = "Seed", persist = false, description = "Seed of the random numbers.")
	private int seed = 1;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for correspondence.csv, correspondence.png and occluders.png. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus occluders;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plots;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable correspondence;

	@Override
	protected void execute() throws IOException {
		final Map<String, List<PartPosition>> pictures = PartSource.read(parts, PictureFolder.list(folder.toPath())).stream()
			.collect(Collectors.groupingBy(PartPosition::file, TreeMap::new, Collectors.toList()));
		for (final String file : pictures.keySet())
			if (!Files.isRegularFile(path(file))) throw new IllegalArgumentException("The picture '" + file +
				"', for which parts are listed, is not in the folder '" + folder + "'");
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier classifier = model.classifier();
			final CorrespondenceExperiment experiment = experiment(classifier);
			final CorrespondenceResults results = new CorrespondenceResults(pictures.size(), classifier.preprocessing().input());
			int done = 0;
			for (final Map.Entry<String, List<PartPosition>> entry : pictures.entrySet()) {
				if (progress().isCancelled()) throw new CancelledException("The measurement was cancelled before all pictures " +
					"were complete");
				progress().message("Occluding parts of " + entry.getKey());
				final Picture picture = Picture.open(path(entry.getKey()), classifier.preprocessing().input());
				results.add(entry.getKey(), ScaledPicture.forInput(picture, classifier.network().inputShape()).centre(), experiment
					.add(picture, entry.getValue()));
				progress().steps(++done, pictures.size());
			}
			show(model, experiment.differences(), results);
		}
	}

	private Path path(final String file) {
		return folder.toPath().resolve(file);
	}

	private CorrespondenceExperiment experiment(final Classifier classifier) {
		CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withRandomOccluders(random).withSeed(seed);
		if (size != null) experiment = experiment.withSize(size);
		return layers.isBlank() ? experiment : experiment.withLayers(LayerList.parse(layers, classifier.network()));
	}

	private void show(final UsedModel model, final List<PartDifference> differences, final CorrespondenceResults results)
		throws IOException
	{
		final String[] facts = { "images", folder.getName(), "parts", parts };
		occluders = model.describe(results.occluders("Occluders of " + folder.getName()), facts);
		plots = model.describe(CorrespondenceResults.plots(differences, "Correspondence of parts in " + folder.getName()),
			facts);
		final Table table = CorrespondenceResults.table(differences, model);
		if (output != null) {
			final OutputFolder target = OutputFolder.at(output.toPath());
			target.writePng("occluders.png", occluders);
			target.writePng("correspondence.png", plots);
			target.writeCsv("correspondence.csv", table);
		}
		correspondence = ResultsTables.of(table);
	}
}

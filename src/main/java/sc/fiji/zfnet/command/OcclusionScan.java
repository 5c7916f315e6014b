package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.OptionalInt;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.occlusion.Fill;
import sc.fiji.zfnet.analysis.occlusion.OcclusionGrid;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.analysis.occlusion.OcclusionSensitivity;
import sc.fiji.zfnet.command.key.CurrentImages;
import sc.fiji.zfnet.command.key.PictureSeries;
import sc.fiji.zfnet.figure.occlusion.OcclusionProjections;
import sc.fiji.zfnet.figure.occlusion.OcclusionResult;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.service.ModelUse;

/** Moves an occluder over an image and maps the model's response at each position (Figure 7 of the paper). */
@Plugin(type = Command.class, label = "Occlusion Scan...", visible = false)
public class OcclusionScan extends ModelCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image, or path of a file. Blank: the current image.")
	private String image = "";

	@Parameter(label = "Slices", choices = { "current", "all" }, persist = false,
		description = "Which part of a stack is used: the current slice, or all slices.")
	private String slices = "current";

	@Parameter(label = "Occluder size (pixels)", min = "1", required = false, persist = false,
		description = "Side of the square in pixels of the network's input. Blank: 50 for an input of 224, in proportion " +
			"otherwise.")
	private Integer size;

	@Parameter(label = "Stride (pixels)", min = "1", required = false, persist = false,
		description = "Distance between positions in pixels of the network's input. Blank: 4 for an input of 224, in " +
			"proportion otherwise.")
	private Integer stride;

	@Parameter(label = "Fill", choices = { "gray", "mean", "black", "white" }, persist = false,
		description = "Value of the occluder's pixels: gray is 128, black 0, white 255, and mean the model's mean. A model that takes " +
			"raw values takes these as raw values, too.")
	private String fill = "gray";

	@Parameter(label = "Class", required = false, persist = false,
		description = "Name or index of the class whose probability is mapped. Blank: the top-1 class.")
	private String label = "";

	@Parameter(label = "Layer", required = false, persist = false,
		description = "Layer of the feature map whose activation is mapped. Blank: the rectified output of the last " +
			"convolution.")
	private String layer = "";

	@Parameter(label = "Feature map", persist = false,
		description = "Index of the feature map, or 'strongest' for the one with the strongest unit without occluder.")
	private String map = "strongest";

	@Parameter(label = "Picture folder", style = "directory", required = false, persist = false,
		description = "Folder of pictures in which the feature map's strongest units are found and projected. Blank: none.")
	private File folder;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for the maps, occlusion.csv and occlusion-overlay.png. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus classes;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus activation;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus probability;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus projection;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus overlay;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable occlusion;

	@Override
	protected void execute() throws IOException {
		mapIndex(); // reports an error before anything is opened
		final ImagePlus source = CurrentImages.resolve(image);
		// Report a problem with the folder before the scan, not after it.
		if (folder != null) PictureFolder.list(folder.toPath());
		final PictureSeries pictures = PictureSeries.of(source, slices);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier classifier = model.classifier();
			final OcclusionSensitivity scan = experiment(classifier);
			final OcclusionResult result = new OcclusionResult(model, source, scan.grid(), fill, pictures.size());
			try {
				scan(classifier, scan, pictures, result);
			}
			finally {
				result.closeWindow();
			}
			finish(result, model);
		}
	}

	private OcclusionSensitivity experiment(final Classifier classifier) {
		OcclusionGrid grid = OcclusionGrid.of(classifier.network().inputShape());
		if (size != null) grid = grid.withSize(size);
		if (stride != null) grid = grid.withStride(stride);
		OcclusionSensitivity experiment = new OcclusionSensitivity(classifier).withGrid(grid).withFill(Fill.of(fill));
		if (!layer.isBlank()) experiment = experiment.withLayer(layer);
		if (!label.isBlank()) experiment = experiment.withClass(classifier.labels().find(label));
		return mapIndex().isPresent() ? experiment.withMap(mapIndex().getAsInt()) : experiment;
	}

	private void scan(final Classifier classifier, final OcclusionSensitivity scan, final PictureSeries pictures,
		final OcclusionResult result) throws IOException
	{
		for (final PictureSource source : pictures.pictures()) {
			if (progress().isCancelled()) break;
			progress().message("Occluding " + source.name());
			final Picture picture = classifier.open(source);
			final ScaledPicture scaled = ScaledPicture.forInput(picture, result.grid().input());
			result.begin(source.name(), picture, scaled);
			final OcclusionMaps maps = scan.run(scaled.centre(), result::show, progress());
			if (maps.computed() > 0) result.add(maps);
		}
	}

	private void finish(final OcclusionResult result, final UsedModel model) throws IOException {
		if (result.isEmpty()) throw new CancelledException("The scan was cancelled before the first position was complete");
		if (!result.isComplete()) logPartial(result.progress());
		// Do not start a search if the user has already cancelled.
		if (folder != null && result.isComplete()) projection = new OcclusionProjections(model, result.first(), result
			.firstInput(), result.file()).search(folder.toPath(), progress());
		probability = result.probability();
		activation = result.activation();
		classes = result.classes();
		overlay = result.overlay();
		if (output != null) {
			final OutputFolder target = OutputFolder.at(output.toPath());
			result.write(target);
			if (projection != null) target.writePng("occlusion-projection.png", projection);
		}
		occlusion = ResultsTables.of(result.table());
	}

	private OptionalInt mapIndex() {
		final String text = map.strip();
		if (text.isEmpty() || text.equalsIgnoreCase("strongest")) return OptionalInt.empty();
		if (text.matches("\\d{1,9}")) return OptionalInt.of(Integer.parseInt(text));
		throw new IllegalArgumentException("The map '" + map + "' is not understood; an index from 0 or 'strongest' is accepted");
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.OptionalInt;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
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

/** Moves an occluder over an image and maps what the model says of it at each position (Figure 7 of the paper). */
@Plugin(type = Command.class, label = "Occlusion Scan...", visible = false)
public class OcclusionScan extends ModelCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image or path of a file; blank for the current image.")
	private String image = "";

	@Parameter(label = "Slices", choices = { "current", "all" }, persist = false,
		description = "What is taken of a stack: the current slice, or all slices.")
	private String slices = "current";

	@Parameter(label = "Occluder size (pixels)", min = "1", required = false, persist = false,
		description = "Side of the square in pixels of the network's input; blank for 50 of 224.")
	private Integer size;

	@Parameter(label = "Stride (pixels)", min = "1", required = false, persist = false,
		description = "Pixels of the network's input from one position to the next; blank for 4 of 224.")
	private Integer stride;

	@Parameter(label = "Fill", choices = { "gray", "mean", "black", "white" }, persist = false,
		description = "What the occluder is filled with: gray is 128, mean the model's mean.")
	private String fill = "gray";

	@Parameter(label = "Class", required = false, persist = false,
		description = "Name or index of the class whose probability is mapped; blank for the one ranked first.")
	private String label = "";

	@Parameter(label = "Layer", required = false, persist = false,
		description = "Layer of the feature map whose activity is mapped; blank for the last convolution, rectified.")
	private String layer = "";

	@Parameter(label = "Feature map", persist = false,
		description = "Index of the feature map, or 'strongest' for the one most active without occluder.")
	private String map = "strongest";

	@Parameter(label = "Picture folder", style = "directory", required = false, persist = false,
		description = "Pictures in which the feature map's strongest units are looked for and projected; blank for none.")
	private File folder;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Where the maps, occlusion.csv and occlusion-overlay.png are written; blank to show them alone.")
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
	private ResultsTable table;

	@Override
	protected void execute() throws IOException {
		final OptionalInt chosen = mapIndex();
		final ImagePlus source = CurrentImages.resolve(image);
		// What is wrong with the folder is better said before the scan than after it.
		if (folder != null) PictureFolder.list(folder.toPath());
		final PictureSeries pictures = PictureSeries.of(source, slices);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier classifier = model.classifier();
			final OcclusionGrid grid = OcclusionGrid.of(classifier.network().inputShape(), size, stride);
			final OcclusionSensitivity scan = new OcclusionSensitivity(classifier, grid, Fill.of(fill), layer.isBlank() ? classifier
				.network().lastConvolution().name() : layer, label.isBlank() ? OptionalInt.empty() : OptionalInt.of(classifier
					.labels().find(label)), chosen);
			final OcclusionResult result = new OcclusionResult(model, source, grid, fill, pictures.size());
			try {
				scan(scan, pictures, result);
			}
			finally {
				result.closeWindow();
			}
			finish(result, model);
		}
	}

	private void scan(final OcclusionSensitivity scan, final PictureSeries pictures, final OcclusionResult result)
		throws IOException
	{
		for (final PictureSource source : pictures.pictures()) {
			if (progress().isCancelled()) break;
			progress().message("Occluding " + source.name());
			final Picture picture = source.open();
			final ScaledPicture scaled = ScaledPicture.forInput(picture, result.grid().input());
			result.begin(source.name(), picture, scaled);
			final OcclusionMaps maps = scan.scan(scaled.centre(), result::show, progress());
			if (maps.computed() > 0) result.add(maps);
		}
	}

	private void finish(final OcclusionResult result, final UsedModel model) throws IOException {
		if (result.isEmpty()) throw new CancelledException("The scan was cancelled before the first position was done");
		if (!result.isComplete()) logPartial(result.progress());
		// A search that the user has ended already is not begun.
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
		table = ResultsTables.of(result.table());
	}

	private OptionalInt mapIndex() {
		final String text = map.strip();
		if (text.isEmpty() || text.equalsIgnoreCase("strongest")) return OptionalInt.empty();
		if (text.matches("\\d{1,9}")) return OptionalInt.of(Integer.parseInt(text));
		throw new IllegalArgumentException("The map '" + map + "' is not understood; an index from 0 or 'strongest' is accepted");
	}
}

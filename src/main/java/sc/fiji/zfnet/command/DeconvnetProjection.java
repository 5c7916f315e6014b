package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.image.PlanePicture;
import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.projection.DeconvnetProjections;
import sc.fiji.zfnet.analysis.projection.Projection;
import sc.fiji.zfnet.command.key.CurrentImages;
import sc.fiji.zfnet.figure.projection.ProjectionImages;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.service.ModelUse;

/** Projects feature maps of an image back to its pixels with the deconvnet (Section 2.1 of the paper). */
@Plugin(type = Command.class, label = "Deconvnet Projection...", visible = false)
public class DeconvnetProjection extends ModelCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image, or path of a file. Blank: the current image.")
	private String image = "";

	@Parameter(label = "Layer", required = false, persist = false,
		description = "Layer to project from; Model Info lists the layers. Blank: the rectified output of the last convolution.")
	private String layer = "";

	@Parameter(label = "Maps", persist = false,
		description = "'strongest N', 'all', or a list of feature maps such as 0,5,17-20.")
	private String maps = "strongest 9";

	@Parameter(label = "Unit", choices = { "strongest", "all" }, persist = false,
		description = "Units of a map that keep their activation: the strongest one, or all.")
	private String unit = "strongest";

	@Parameter(label = "Method", choices = { "deconvnet", "gradient", "guided" }, persist = false,
		description = "What happens at rectifiers on the way down: they rectify what comes down (deconvnet), multiply it by their " +
			"slope (gradient, a saliency map), or both (guided back-propagation).")
	private String method = "deconvnet";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for projection.tif, patches.tif and projection.csv. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus patches;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus fields;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus montage;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus projection;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable table;

	@Override
	protected void execute() throws IOException {
		final MapSelection selection = MapSelection.parse(maps);
		final ImagePlus source = CurrentImages.resolve(image);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier classifier = model.classifier();
			final String from = layer.isBlank() ? classifier.network().lastConvolution().name() : layer;
			final ScaledPicture picture = ScaledPicture.forInput(classifier.open(PlanePicture.current(source)), classifier.network()
				.inputShape());
			final List<Projection> projections = new DeconvnetProjections(classifier, from,
				ProjectionMethod.valueOf(method.toUpperCase(Locale.ROOT))).run(picture.centre(), selection,
				unit.equals("all"), progress());
			if (projections.isEmpty()) throw new CancelledException(
				"The projection was cancelled before the first map was complete");
			show(progress().isCancelled() ? partial(model, projections.size() + " maps") : model, source, picture, from, projections);
		}
	}

	private void show(final UsedModel model, final ImagePlus source, final ScaledPicture picture, final String from,
		final List<Projection> projections) throws IOException
	{
		final InputChannels units = model.classifier().preprocessing().input();
		final ProjectionImages images = new ProjectionImages(picture.centre(), units, projections);
		final String of = " of " + source.getTitle();
		final String[] facts = { "image", source.getTitle(), "layer", from, "unit", unit, "method", method };
		projection = model.describe(images.projections("Projections" + of), facts);
		patches = model.describe(images.patches("Patches" + of), facts);
		montage = model.describe(images.montage("Projections of " + from + " and patches" + of), facts);
		fields = model.describe(images.fields("Receptive fields in " + source.getTitle(), Pictures.of(source, units), picture
			.scaling()), facts);
		final Table rows = Table.of("map", "x", "y", "activation", "rf_x", "rf_y", "rf_width", "rf_height", "layer", "model",
			"device").with(rows(projections, from, model));
		if (output != null) {
			final OutputFolder folder = OutputFolder.at(output.toPath());
			folder.writeTiff("projection.tif", projection);
			folder.writeTiff("patches.tif", patches);
			folder.writePng("projection.png", montage);
			folder.writeCsv("projection.csv", rows);
		}
		table = ResultsTables.of(rows);
	}

	private static List<List<Object>> rows(final List<Projection> projections, final String layer, final UsedModel model) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final Projection projection : projections) {
			final Region field = projection.receptiveField();
			rows.add(List.of(projection.unit().map(), projection.unit().x(), projection.unit().y(), projection.unit()
				.activation(), field.x(), field.y(), field.width(), field.height(), layer, model.name(), model.device()));
		}
		return rows;
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.SkippedFile;
import sc.fiji.zfnet.analysis.activations.FoundUnits;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.analysis.activations.TopProjections;
import sc.fiji.zfnet.command.key.LayerList;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.figure.activations.PictureOpener;
import sc.fiji.zfnet.figure.activations.TopActivationImages;
import sc.fiji.zfnet.figure.activations.TopActivationPages;
import sc.fiji.zfnet.figure.activations.TopActivationsTable;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.service.ModelUse;

/**
 * Finds the pictures in a folder that activate feature maps most, and projects the strongest units back to pixels (Figure
 * 2 of the paper).
 */
@Plugin(type = Command.class, label = "Top Activations...", visible = false)
public class TopActivations extends ModelCommand {

	@Parameter(label = "Folder", style = "directory", persist = false,
		description = "Folder of pictures, searched with its subfolders.")
	private File folder;

	@Parameter(label = "Layer", required = false, persist = false,
		description = "One or more layers, separated by commas. Blank: the rectified output of the last convolution.")
	private String layer = "";

	@Parameter(label = "Maps", persist = false,
		description = "'strongest N' over the folder, 'all', or a list of feature maps such as 0,5,17-20.")
	private String maps = "strongest 9";

	@Parameter(label = "Pictures per map", min = "1", persist = false,
		description = "Number of strongest units shown per map, at most one per picture.")
	private int top = 9;

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for top-activations.csv, top-projections.tif, top-patches.tif and one PNG per page. Blank: " +
			"only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus patches;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus projections;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus montage;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable topActivations;

	@Override
	protected void execute() throws IOException {
		final MapSelection selection = MapSelection.parse(maps);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Network network = model.classifier().network();
			final TopActivationsSearch search = new TopActivationsSearch(model.classifier(), layer.isBlank() ? List.of(network
				.lastConvolution().name()) : LayerList.parse(layer, network), top);
			final PictureFolder pictures = PictureFolder.list(folder.toPath());
			final PictureReader reader = model.classifier()::centre;
			final FoundUnits found = search.run(pictures.pictures(), reader, selection, progress());
			SkippedFiles.log(label(), found.skipped());
			if (found.units().isEmpty()) throw new CancelledException(
				"The search was cancelled before the first pictures were complete");
			final Table rows = new TopActivationsTable(network).table(found.units(), model);
			final List<SkippedFile> skipped = new ArrayList<>(found.skipped());
			if (found.complete()) skipped.addAll(project(model, reader, found));
			else logPartial(found.pictures() + " of " + pictures.files().size() + " pictures, and no projections");
			write(rows, skipped);
			topActivations = ResultsTables.of(rows);
			new PictureOpener(pictures, network.inputShape()).show(topActivations, label().replace("...", ""));
		}
	}

	private List<SkippedFile> project(final UsedModel model, final PictureReader reader, final FoundUnits found) {
		final TopActivationImages images = new TopActivationImages(model.classifier().network(), model.classifier().preprocessing().input(),
			found.units(), top);
		final List<SkippedFile> lost = new TopProjections(model.classifier()).run(found.units(), reader, images::add,
			progress());
		final UsedModel described = images.done() + lost.size() < found.units().size() ? partial(model, images.done() + " of " + found
			.units().size() + " projections; the others are blank") : model;
		final String[] facts = { "folder", folder.toString(), "layer", layer, "maps", maps, "top", String.valueOf(top),
			"pictures", String.valueOf(found.pictures()), "skipped", String.valueOf(found.skipped().size()) };
		final String of = " of " + folder.getName();
		progress().message("Making the montages");
		projections = described.describe(images.projections("Top projections" + of), facts);
		patches = described.describe(images.patches("Top patches" + of), facts);
		montage = described.describe(new TopActivationPages(images, projections, patches).pages("Top activations" + of), facts);
		return lost;
	}

	private void write(final Table rows, final List<SkippedFile> skipped) throws IOException {
		if (output == null) return;
		progress().message("Writing to " + output);
		final OutputFolder files = OutputFolder.at(output.toPath());
		files.writeCsv("top-activations.csv", rows);
		SkippedFiles.write(files, skipped);
		if (projections == null) return;
		files.writeTiff("top-projections.tif", projections);
		files.writeTiff("top-patches.tif", patches);
		files.writePngs("top-activations", montage.getStackSize(), page -> {
			progress().steps(page, montage.getStackSize());
			return montage.getStack().getProcessor(page + 1);
		});
	}
}

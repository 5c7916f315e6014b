package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.evolution.Evolution;
import sc.fiji.zfnet.analysis.evolution.EvolutionExperiment;
import sc.fiji.zfnet.command.key.PictureSeries;
import sc.fiji.zfnet.figure.evolution.EvolutionImages;
import sc.fiji.zfnet.figure.evolution.EvolutionResults;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.tensorflow.Devices;

/**
 * Shows how the features of a layer evolved during training, checkpoint by checkpoint (Figure 4 of the paper), and how
 * much each layer changed from one checkpoint to the next; see {@link EvolutionExperiment}.
 */
@Plugin(type = Command.class, label = "Feature Evolution...", visible = false)
public class FeatureEvolution extends ModelCommand {

	@Parameter(label = "Folder", style = "directory", required = false, persist = false,
		description = "Folder of pictures, searched with its subfolders. Blank: an image.")
	private File folder;

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image, or path of a file. Blank: the folder or the current image.")
	private String image = "";

	@Parameter(label = "Slices", choices = { "current", "all" }, persist = false,
		description = "What is taken of a stack: the current slice, or all slices.")
	private String slices = "current";

	@Parameter(label = "Layer", required = false, persist = false,
		description = "Layer whose maps are shown. Blank: the rectified output of the last convolution.")
	private String layer = "";

	@Parameter(label = "Maps", persist = false,
		description = "'strongest N' at the last checkpoint, 'all', or a list of feature maps such as 0,5,17-20.")
	private String maps = "strongest 9";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for evolution.tif, its tables and plots. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus patches;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus evolved;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus montage;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable evolution;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable changes;

	@Override
	protected void execute() throws IOException {
		final MapSelection selection = MapSelection.parse(maps);
		final ModelFolder model = models().folder(model());
		final Network network = model.network();
		final String followed = layer.isBlank() ? network.lastConvolution().name() : network.node(layer.trim()).name();
		final EvolutionExperiment experiment = new EvolutionExperiment(model, models().engineOptions(), followed);
		final PictureSeries pictures = PictureSeries.of(image, slices, folder);
		models().check(model.load());
		final int channels = network.node(followed).shape().channels();
		final long rows = selection.isStrongest() ? Math.min(selection.strongest(), channels) : selection.listed(followed,
			channels).size();
		final EvolutionImages images = new EvolutionImages(network, model.preprocessing().input(), followed, rows * experiment.epochs().size());
		final PictureReader reader = picture -> ScaledPicture.forInput(picture.open(model.preprocessing().input()), network.inputShape()).centre();
		final Evolution evolution = experiment.run(pictures.pictures(), reader, selection, images::add, progress());
		evolution.skipped().forEach(file -> IJ.log(label() + " skipped " + file.picture().name() +
			": " + file.reason()));
		if (evolution.epochs().size() < experiment.epochs().size()) logPartial("the checkpoints of the epochs " + evolution
			.epochs());
		show(new EvolutionResults(evolution, network, model.name(), Devices.of(models().engineOptions()).toString()), images,
			pictures, followed);
	}

	private void show(final EvolutionResults results, final EvolutionImages images, final PictureSeries pictures,
		final String followed) throws IOException
	{
		final Evolution evolution = results.evolution();
		final String of = " of " + followed + " over " + pictures.title();
		evolved = describe(images.projections(evolution, "Evolution" + of), results, pictures, followed);
		patches = describe(images.patches(evolution, "Patches" + of), results, pictures, followed);
		montage = describe(images.montage(evolution, "Evolution and patches" + of), results, pictures, followed);
		final Table units = results.units();
		final Table layers = results.changes();
		if (!evolution.changes().isEmpty()) plot = results.plots("Change of each layer of " + results.model());
		write(units, layers, results.settling());
		this.evolution = ResultsTables.of(units);
		changes = ResultsTables.of(layers);
	}

	private ImagePlus describe(final ImagePlus made, final EvolutionResults results, final PictureSeries pictures,
		final String followed)
	{
		made.setProperty("Info", "model=" + results.model() + "\ndevice=" + results.device() + "\npictures=" + pictures
			.title() + "\nlayer=" + followed + "\nmaps=" + results.evolution().maps() + "\nepochs=" + results.evolution()
				.epochs() + "\n");
		return made;
	}

	private void write(final Table units, final Table layers, final Table settling) throws IOException {
		if (output == null) return;
		progress().message("Writing to " + output);
		final OutputFolder files = OutputFolder.at(output.toPath());
		files.writeCsv("evolution.csv", units);
		files.writeTiff("evolution.tif", evolved);
		files.writeTiff("evolution-patches.tif", patches);
		files.writePng("evolution.png", montage);
		files.writeCsv("evolution-layers.csv", layers);
		files.writeCsv("evolution-settling.csv", settling);
		if (plot != null) files.writePng("evolution-layers.png", plot);
	}
}

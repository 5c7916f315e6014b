package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.spectra.Aliasing;
import sc.fiji.zfnet.analysis.spectra.AliasingMeasurement;
import sc.fiji.zfnet.analysis.spectra.FilterSpectra;
import sc.fiji.zfnet.analysis.spectra.FilterSpectrum;
import sc.fiji.zfnet.command.key.AliasingPictures;
import sc.fiji.zfnet.figure.SkippedFiles;
import sc.fiji.zfnet.figure.spectra.FilterImages;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.service.ModelUse;

/**
 * Examines the first layers of a model as in Section 4.1 and Figure 6 of the paper: the first layer's filters, the
 * spectrum of their energy, dead filters, and aliasing in the second layer.
 */
@Plugin(type = Command.class, label = "Filters and Spectra...", visible = false)
public class FiltersAndSpectra extends ModelCommand {

	@Parameter(label = "Layer", required = false, persist = false,
		description = "A convolution that reads the input. Blank: the first one.")
	private String layer = "";

	@Parameter(label = "Folder", style = "directory", required = false, persist = false,
		description = "Folder of pictures for measuring aliasing, searched with its subfolders. Blank: the image.")
	private File folder;

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image, or path of a file. Blank: the current image, if there is one.")
	private String image = "";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for filters.tif, spectrum.csv and spectra.csv. Blank: only show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus filters;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus secondLayer;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus montage;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable spectrum;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable spectra;

	@Override
	protected void execute() throws IOException {
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Network network = model.classifier().network();
			final String first = layer.isBlank() ? network.firstConvolution().name() : layer;
			final FilterSpectra found = new FilterSpectra(model.classifier().session().trained(), model.classifier()
				.preprocessing(), first);
			final AliasingPictures pictures = AliasingPictures.of(folder, image, model.classifier());
			Aliasing aliasing = null;
			if (pictures != null) {
				aliasing = new AliasingMeasurement(model.classifier()).run(pictures.pictures(), pictures.reader(), progress());
				SkippedFiles.log(label(), aliasing.skipped());
				if (progress().isCancelled()) logPartial("aliasing is that of " + aliasing.pictures() + " of " + pictures.pictures().size() +
					" pictures");
			}
			final FilterImages images = new FilterImages(model, found, first);
			filters = images.weights();
			montage = images.montage();
			plot = images.plot();
			if (aliasing != null && aliasing.pictures() > 0) secondLayer = images.secondLayer(pictures.first());
			write(perFilter(found, first, model), summary(found, aliasing, first, model));
		}
	}

	private void write(final Table rows, final Table summary) throws IOException {
		spectrum = ResultsTables.of(rows);
		spectra = ResultsTables.of(summary);
		if (output == null) return;
		final OutputFolder files = OutputFolder.at(output.toPath());
		files.writeTiff("filters.tif", filters);
		files.writeCsv("spectrum.csv", rows);
		files.writeCsv("spectra.csv", summary);
		files.writePng("filters.png", montage);
		files.writePng("spectrum.png", plot);
		if (secondLayer != null) files.writePng("second-layer.png", secondLayer);
	}

	private static Table perFilter(final FilterSpectra spectra, final String layer, final UsedModel model) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final FilterSpectrum filter : spectra.filters())
			rows.add(List.of(rows.size(), filter.low(), filter.mid(), filter.high(), filter.rms(), filter.dead(), layer, model
				.name()));
		return Table.of("filter", "low", "mid", "high", "rms", "dead", "layer", "model").with(rows);
	}

	private static Table summary(final FilterSpectra spectra, final Aliasing aliasing, final String layer,
		final UsedModel model)
	{
		final double[] shares = spectra.shares();
		final boolean measured = aliasing != null && aliasing.pictures() > 0;
		return Table.of("low", "mid", "high", "dead", "aliasing", "change_pixel", "change_stride", "pictures", "layer",
			"model", "device").with(List.of(Arrays.asList(shares[0], shares[1], shares[2], spectra.deadShare(), measured
				? aliasing.measure() : null, measured ? aliasing.onePixel() : null, measured ? aliasing.oneStride() : null, measured
					? aliasing.pictures() : 0, layer, model.name(), model.device())));
	}
}

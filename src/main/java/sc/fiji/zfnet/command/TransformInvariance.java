package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.invariance.InvarianceCurve;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment;
import sc.fiji.zfnet.analysis.invariance.TransformFamily;
import sc.fiji.zfnet.analysis.invariance.ValueRange;
import sc.fiji.zfnet.command.key.ClassChoice;
import sc.fiji.zfnet.command.key.LayerList;
import sc.fiji.zfnet.command.key.PictureSeries;
import sc.fiji.zfnet.figure.invariance.InvarianceResults;
import sc.fiji.zfnet.figure.invariance.TransformedStack;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.service.ModelUse;

/** Shows how much layers and the probability of a class change when the picture is transformed (Figure 5 of the paper). */
@Plugin(type = Command.class, label = "Transform Invariance...", visible = false)
public class TransformInvariance extends ModelCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image or stack, or path of a file. Blank: the current image.")
	private String image = "";

	@Parameter(label = "Slices", choices = { "current", "all" }, persist = false,
		description = "What is taken of a stack: the current slice, or all slices.")
	private String slices = "current";

	@Parameter(label = "Folder", style = "directory", required = false, persist = false,
		description = "Folder of pictures to use instead of an image, searched with its subfolders; each picture gives one " +
			"curve.")
	private File folder;

	@Parameter(label = "Transform", choices = { "translate", "rotate", "scale" }, persist = false,
		description = "Translate (in input pixels), rotate (clockwise, in degrees), or scale (by a factor).")
	private String transform = "translate";

	@Parameter(label = "Direction", choices = { "vertical", "horizontal" }, persist = false,
		description = "Direction of a translation; positive values move the picture down or to the right.")
	private String direction = "vertical";

	@Parameter(label = "From", required = false, persist = false,
		description = "First value. Blank: as in the paper, 60 of 224 pixels up or left, 0 degrees, or a factor of 1.")
	private Double from;

	@Parameter(label = "To", required = false, persist = false,
		description = "Last value. Blank: as in the paper, 60 of 224 pixels down or right, 350 degrees, or a factor of 1.8.")
	private Double to;

	@Parameter(label = "Step", required = false, persist = false,
		description = "Difference between successive values. Blank: 1 pixel, 10 degrees, or 0.05.")
	private Double step;

	@Parameter(label = "Layers", required = false, persist = false,
		description = "Layers, separated by commas. Blank: the rectified outputs of the first convolution and of the last " +
			"hidden fully connected layer.")
	private String layers = "";

	@Parameter(label = "Class", required = false, persist = false,
		description = "Name or index of the class whose probability is shown, or one per picture, separated by commas. " +
			"Blank: the top-1 class.")
	private String label = "";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for invariance.csv, invariance-summary.csv, transformed.tif and invariance.png. Blank: only " +
			"show the results.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus transformed;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plots;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable invariance;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable summary;

	@Override
	protected void execute() throws IOException {
		final PictureSeries pictures = PictureSeries.of(image, slices, folder);
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Classifier classifier = model.classifier();
			final Network network = classifier.network();
			final ClassChoice classes = ClassChoice.parse(label, classifier.labels(), pictures.size());
			final double[] values = range(network.inputShape()).values();
			final InvarianceExperiment usual = new InvarianceExperiment(classifier);
			final InvarianceExperiment experiment = layers.isBlank() ? usual : usual.withLayers(LayerList.parse(layers, network));
			final TransformedStack stack = new TransformedStack(classifier.preprocessing().input(), pictures.size() > 1, TransformedStack
				.spareMemory());
			final List<InvarianceCurve> curves = new ArrayList<>();
			for (int i = 0; i < pictures.size() && !progress().isCancelled(); i++) {
				progress().message("Transforming " + pictures.pictures().get(i).name() + " (" + (i + 1) + " of " + pictures.size() + ")");
				stack.begin(pictures.pictures().get(i).name());
				experiment.run(classifier.open(pictures.pictures().get(i)), family(), values, classes.of(i), stack, progress())
					.ifPresent(curves::add);
			}
			if (curves.isEmpty()) throw new CancelledException("The measurement was cancelled before the first picture was " +
				"complete");
			show(curves.size() < pictures.size() ? partial(model, curves.size() + " of " + pictures.size() + " pictures") : model,
				pictures, new InvarianceResults(curves, family().quantity(), model), stack);
		}
	}

	private TransformFamily family() {
		return switch (transform) {
			case "rotate" -> TransformFamily.ROTATION;
			case "scale" -> TransformFamily.SCALING;
			default -> direction.equals("vertical") ? TransformFamily.VERTICAL_TRANSLATION
				: TransformFamily.HORIZONTAL_TRANSLATION;
		};
	}

	private ValueRange range(final Shape input) {
		final ValueRange range = family().defaultRange(input);
		return new ValueRange(from == null ? range.from() : from, to == null ? range.to() : to, step == null ? range.step()
			: step);
	}

	private void show(final UsedModel model, final PictureSeries pictures, final InvarianceResults results,
		final TransformedStack stack) throws IOException
	{
		final String[] facts = { "images", pictures.title(), "transform", family().quantity() };
		transformed = model.describe(stack.image("Transformed " + pictures.title()), facts);
		plots = model.describe(results.plots("Invariance of " + pictures.title()), facts);
		if (stack.missing() > 0) IJ.log(label() + " left out the last "  + stack.missing() +
			" transformed pictures from the stack for lack of memory");
		final Table values = results.values();
		final Table areas = results.summary();
		if (output != null) {
			final OutputFolder target = OutputFolder.at(output.toPath());
			target.writeTiff("transformed.tif", transformed);
			target.writePng("invariance.png", plots);
			target.writeCsv("invariance.csv", values);
			target.writeCsv("invariance-summary.csv", areas);
		}
		invariance = ResultsTables.of(values);
		summary = ResultsTables.of(areas);
	}
}

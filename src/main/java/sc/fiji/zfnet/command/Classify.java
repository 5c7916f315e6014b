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
import sc.fiji.zfnet.image.PlanePicture;
import sc.fiji.zfnet.analysis.ClassScore;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.command.key.CurrentImages;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.figure.UsedModel;
import sc.fiji.zfnet.service.ModelUse;

/** Lists the most probable classes of an image. */
@Plugin(type = Command.class, label = "Classify...", visible = false)
public class Classify extends ModelCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "Title of an open image, or path of a file. Blank: the current image.")
	private String image = "";

	@Parameter(label = "Classes listed", min = "1", persist = false, description = "Number of classes to list, the most " +
		"probable first.")
	private int top = 5;

	@Parameter(label = "Views", choices = { "1", "10" }, persist = false,
		description = "1: the centre crop. 10: the four corners and the centre with their mirror images; the probabilities " +
			"are averaged.")
	private String views = "1";

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for classification.csv. Blank: only show the table.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable classification;

	@Override
	protected void execute() throws IOException {
		final ImagePlus source = CurrentImages.resolve(image);
		final Table table;
		try (ModelUse loaded = useModel()) {
			final UsedModel model = used(loaded);
			final Picture picture = model.classifier().open(PlanePicture.current(source));
			progress().message("Classifying " + source.getTitle());
			table = Table.of("image", "rank", "class", "probability", "model", "device").with(rows(model, source.getTitle(),
				picture));
		}
		if (output != null) OutputFolder.at(output.toPath()).writeCsv("classification.csv", table);
		classification = ResultsTables.of(table);
	}

	private List<List<Object>> rows(final UsedModel model, final String title, final Picture picture) {
		final Classifier classifier = model.classifier();
		final Shape input = classifier.network().inputShape();
		final float[] probabilities = classifier.averageProbabilities(views.equals("10") ? ScaledPicture.forViews(picture,
			input).tenViews() : List.of(ScaledPicture.forInput(picture, input).centre()));
		final List<List<Object>> rows = new ArrayList<>();
		for (final ClassScore score : classifier.best(probabilities, top))
			rows.add(List.of(title, rows.size() + 1, score.name(), score.probability(), model.name(), model.device()));
		return rows;
	}
}

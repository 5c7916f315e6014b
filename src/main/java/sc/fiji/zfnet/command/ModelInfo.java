package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.measure.ResultsTable;
import sc.fiji.zfnet.command.key.Lists;
import sc.fiji.zfnet.image.OutputFolder;
import sc.fiji.zfnet.image.ResultsTables;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Shape;

/** Lists the layers of a model: shapes, parameters, multiply-adds, receptive fields. The log tells what input it takes. */
@Plugin(type = Command.class, label = "Model Info...", visible = false)
public class ModelInfo extends ModelCommand {

	@Parameter(label = "Output folder", style = "directory", required = false, persist = false,
		description = "Folder for layers.csv. Blank: only show the table.")
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable layers;

	@Override
	protected void execute() throws IOException {
		final ModelFolder folder = models().folder(model());
		final Network network = folder.network();
		IJ.log("The model '" + folder.name() + "' takes " + input(network.inputShape(), folder.preprocessing()));
		final Table table = Table.of("name", "type", "channels", "height", "width", "parameters", "multiply_adds",
			"receptive_field", "stride", "offset").with(network.nodes().stream().map(ModelInfo::row).toList());
		if (output != null) OutputFolder.at(output.toPath()).writeCsv("layers.csv", table);
		layers = ResultsTables.of(table);
	}

	/** The input and its preprocessing in words. */
	private static String input(final Shape input, final Preprocessing preprocessing) {
		final boolean colours = input.channels() == 3;
		return input.width() + " x " + input.height() + " pixels of " + (colours ? preprocessing.order().name() : input.channels() ==
			1 ? "1 channel" : input.channels() + " channels") + ", " + (preprocessing.scale().isRaw() ? "raw values"
				: "the display range becoming 0 to " + preprocessing.scale()) + ", mean " + preprocessing.mean() + ", std " +
			preprocessing.std();
	}

	private static List<Object> row(final Node node) {
		final ReceptiveField field = node.receptiveField();
		return List.of(node.name(), node.layer().type(), node.shape().channels(), node.shape().height(), node.shape().width(),
			node.parameters(), node.multiplyAdds(), sides(field.height(), field.width()), sides(field.strideY(), field
				.strideX()), sides(field.offsetY(), field.offsetX()));
	}

	/** One number if both are equal, otherwise height x width. */
	private static Object sides(final int vertical, final int horizontal) {
		if (vertical == horizontal) return vertical;
		return vertical + "x" + horizontal;
	}
}

package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;

/** Installs a convolutional classifier from an ONNX file. */
@Plugin(type = Command.class, label = "Import ONNX Model...", visible = false)
public class ImportModel extends ZFNetCommand {

	@Parameter(label = "ONNX file", style = "file", persist = false,
		description = "The classifier: a convolutional network for colour pictures.")
	private File file;

	@Parameter(label = "Name", persist = false, description = "Name to install the model under.")
	private String name;

	@Parameter(label = "Labels", style = "file", required = false, persist = false,
		description = "Text file with one class name per line, in the order of the network's outputs. Blank: the classes are " +
			"numbered.")
	private File labels;

	@Parameter(label = "Channels", choices = { "RGB", "BGR" }, persist = false,
		description = "Order of the colour channels that the network was trained with.")
	private String channels = "RGB";

	@Parameter(label = "Mean", persist = false,
		description = "Subtracted from the pixel values, 0 to 255: one number, or three in the order of the channels.")
	private String mean = "0";

	@Parameter(label = "Standard deviation", persist = false,
		description = "Divides the result: one number, or three in the order of the channels.")
	private String std = "1";

	@Parameter(label = "Replace an installed model of this name", persist = false,
		description = "If not set and there is a model of this name, it is kept and the import is refused.")
	private boolean replace = false;

	@Override
	protected void execute() throws IOException {
		final Preprocessing preprocessing = new Preprocessing(ChannelOrder.of(channels), numbers("mean", mean), numbers("std",
			std));
		final ModelStore store = models().store();
		store.checkInstall(name, replace);
		final Labels names = labels == null ? null : Labels.read(labels.toPath());
		progress().message("Reading " + file.getName());
		final TrainedNetwork trained = OnnxReader.read(file.toPath());
		final Network network = trained.network();
		Classifier.check(network);
		if (names != null && names.count() != network.classes()) throw new IllegalArgumentException("The labels file '" +
			labels + "' has " + names.count() + " classes; the network has " + network.classes());
		progress().message("Installing " + name);
		store.install(name, ModelDescription.of(name, "Imported from " + file.getName() + ".", preprocessing).with(Map.of(
			"source", file.getName())), trained, names, replace, folder -> {});
		IJ.log("Installed the model '" + name + "': " + network.nodes().size() + " layers, " + network.parameters() +
			" parameters, input " + network.inputShape().width() + " x " + network.inputShape().height() + ", " + network
				.classes() + " classes");
	}

	private static List<Double> numbers(final String key, final String text) {
		try {
			return Stream.of(text.split(",", -1)).map(part -> Double.valueOf(part.trim())).toList();
		}
		catch (final NumberFormatException exc) {
			throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; one number or three, separated by commas, are accepted", exc);
		}
	}
}

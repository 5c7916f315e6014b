package sc.fiji.zfnet.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import sc.fiji.zfnet.model.Scale;
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
		description = "The classifier: a convolutional network for images of any number of channels.")
	private File file;

	@Parameter(label = "Name", persist = false, description = "Name to install the model under.")
	private String name;

	@Parameter(label = "Labels", style = "file", required = false, persist = false,
		description = "Text file with one class name per line, in the order of the network's outputs. Blank: the classes are " +
			"numbered.")
	private File labels;

	@Parameter(label = "Channels", choices = { "RGB", "BGR" }, persist = false,
		description = "Order of the colours that a network of three channels was trained with. Any other number of channels is " +
			"taken in the image's order.")
	private String channels = "RGB";

	@Parameter(label = "Mean", persist = false,
		description = "Subtracted from the pixel values, in the units of Scale: one number, or one per channel in the network's " +
			"order.")
	private String mean = "0";

	@Parameter(label = "Standard deviation", persist = false,
		description = "Divides the result, in the units of Scale: one number, or one per channel in the network's order.")
	private String std = "1";

	@Parameter(label = "Scale", persist = false,
		description = "What a picture's full display range becomes: 255 (8-bit values as they are), 1 (fractions), or raw: " +
			"values of any kind as they are stored.")
	private String scale = "255";

	@Parameter(label = "Input size (pixels)", min = "1", required = false, persist = false,
		description = "Width and height of the input, for a network that leaves them open. Blank: those that the file states.")
	private Integer size;

	@Parameter(label = "Replace an installed model of this name", persist = false,
		description = "If not set and there is a model of this name, it is kept and the import is refused.")
	private boolean replace = false;

	@Override
	protected void execute() throws IOException {
		final Scale units = Scale.of(scale);
		final List<Double> means = numbers("mean", mean);
		final List<Double> deviations = numbers("std", std);
		final ModelStore store = models().store();
		store.checkInstall(name, replace);
		final Labels names = labels == null ? null : Labels.read(labels.toPath());
		progress().message("Reading " + file.getName());
		final TrainedNetwork trained = OnnxReader.read(file.toPath(), size == null ? OptionalInt.empty() : OptionalInt
			.of(size));
		final Network network = trained.network();
		Classifier.check(network);
		final Preprocessing preprocessing = Preprocessing.of(network.inputShape().channels(), ChannelOrder.of(channels), means,
			deviations, units);
		if (names != null && names.count() != network.classes()) throw new IllegalArgumentException("The labels file '" +
			labels + "' has " + names.count() + " classes; the network has " + network.classes());
		progress().message("Installing " + name);
		store.install(name, ModelDescription.of(name, "Imported from " + file.getName() + ".", preprocessing).with(Map.of(
			"source", file.getName())), trained, names, replace, folder -> {});
		IJ.log("Installed the model '" + name + "': " + network.nodes().size() + " layers, " + network.parameters() +
			" parameters, input " + network.inputShape() + ", " + network.classes() + " classes");
	}

	private static List<Double> numbers(final String key, final String text) {
		try {
			return Stream.of(text.split(",", -1)).map(part -> Double.valueOf(part.trim())).toList();
		}
		catch (final NumberFormatException exc) {
			throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; one number, or one per channel, separated by commas, are accepted", exc);
		}
	}
}

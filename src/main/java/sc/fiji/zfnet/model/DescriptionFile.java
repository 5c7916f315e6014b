package sc.fiji.zfnet.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

import sc.fiji.zfnet.model.ModelDescription.Citation;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.onnx.OnnxWriter;

/**
 * A model's {@code rdf.yaml}: BioImage.IO model description, format 0.5. The channel order, mean, standard deviation,
 * labels file and further facts are stored under {@code config: zfnet:}.
 *
 * @param description content of the description
 * @param weights name of the ONNX file in the folder
 * @param sha256 checksum of that file in hexadecimal; empty if not stated
 * @param labels name of the labels file in the folder
 */
record DescriptionFile(ModelDescription description, String weights, String sha256, String labels) {

	static final String NAME = "rdf.yaml";
	static final String LABELS = "labels.txt";
	static final String WEIGHTS = "weights.onnx";

	private static final String FORMAT = "0.5.3";
	private static final String CONFIG = "zfnet";
	/** Bytes of a description; long texts take the parser time that grows with their square. */
	private static final int LARGEST = 1 << 20;
	/** Repeated lists and maps; lists of lists of them grow beyond all bounds. */
	private static final int MOST_ALIASES = 10;
	private static final String UNKNOWN = "not stated";
	/** SPDX's name for an unstated licence; the format takes SPDX names. */
	private static final String UNKNOWN_LICENSE = "NOASSERTION";

	/** Writes the description into a model folder. */
	void write(final Path folder, final Network network) throws IOException {
		final DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
		options.setAllowUnicode(true);
		final Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options);
		Files.writeString(folder.resolve(NAME), yaml.dump(content(network)), StandardCharsets.UTF_8);
	}

	private Map<String, Object> content(final Network network) {
		final Map<String, Object> content = new LinkedHashMap<>();
		content.put("format_version", FORMAT);
		content.put("type", "model");
		content.put("name", description.name());
		content.put("description", description.description());
		// The format asks for at least one of each.
		content.put("authors", description.authors().isEmpty() ? List.of(map("name", UNKNOWN)) : description.authors().stream()
			.map(author -> map("name", author)).toList());
		content.put("license", description.license().isEmpty() ? UNKNOWN_LICENSE : description.license());
		content.put("cite", description.citations().isEmpty() ? List.of(map("text", UNKNOWN)) : description.citations().stream()
			.map(DescriptionFile::content).toList());
		content.put("tags", new ArrayList<>(description.tags()));
		if (!description.documentation().isEmpty()) content.put("documentation", description.documentation());
		content.put("inputs", List.of(input(network)));
		content.put("outputs", List.of(map("id", "probabilities", "axes", axes(network.output().shape()))));
		content.put("weights", map("onnx", map("source", weights, "sha256", sha256, "opset_version", OnnxWriter.OPSET)));
		final Preprocessing preprocessing = description.preprocessing();
		final Map<String, Object> own = map("channels", preprocessing.order().name(), "mean", new ArrayList<>(preprocessing
			.mean()), "std", new ArrayList<>(preprocessing.std()), "scale", preprocessing.scale().value(), "labels", labels, "classes", network.classes(), "input",
			network.inputShape().height());
		if (!description.details().isEmpty()) own.put("details", description.details());
		content.put("config", map(CONFIG, own));
		return content;
	}

	private Map<String, Object> input(final Network network) {
		final Preprocessing preprocessing = description.preprocessing();
		final List<Map<String, Object>> axes = axes(network.inputShape());
		axes.get(1).put("channel_names", channelNames(preprocessing));
		final List<Map<String, Object>> steps = new ArrayList<>();
		if (!preprocessing.scale().isRaw() && !preprocessing.scale().equals(Scale.BYTES)) steps.add(map("id", "scale_linear",
			"kwargs", map("gain", preprocessing.scale().full() / Scale.BYTES.full(), "offset", 0.0)));
		steps.add(map("id", "fixed_zero_mean_unit_variance", "kwargs", map("axis", "channel", "mean", new ArrayList<>(preprocessing
			.mean()), "std", new ArrayList<>(preprocessing.std()))));
		return map("id", "picture", "axes", axes, "data", map("type", "float32"), "preprocessing", steps);
	}

	private static List<String> channelNames(final Preprocessing preprocessing) {
		if (preprocessing.order() == ChannelOrder.BGR) return List.of("blue", "green", "red");
		return switch (preprocessing.channels()) {
			case 1 -> List.of("grey");
			case 3 -> List.of("red", "green", "blue");
			default -> IntStream.rangeClosed(1, preprocessing.channels()).mapToObj(channel -> "channel" + channel).toList();
		};
	}

	private static List<Map<String, Object>> axes(final Shape shape) {
		final List<Map<String, Object>> axes = new ArrayList<>();
		axes.add(map("type", "batch"));
		axes.add(map("type", "channel", "size", shape.channels()));
		if (shape.positions() > 1) {
			axes.add(map("type", "space", "id", "y", "size", shape.height()));
			axes.add(map("type", "space", "id", "x", "size", shape.width()));
		}
		return axes;
	}

	private static Map<String, Object> content(final Citation citation) {
		return citation.url().isEmpty() ? map("text", citation.text()) : map("text", citation.text(), "url", citation.url());
	}

	private static Map<String, Object> map(final Object... keysAndValues) {
		final Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return map;
	}

	/**
	 * Reads the description of a model folder; only the entries that are used are required.
	 *
	 * @throws IOException if it cannot be read, or a required entry is missing or invalid
	 */
	static DescriptionFile read(final Path folder) throws IOException {
		final Path file = folder.resolve(NAME);
		if (!Files.isRegularFile(file)) throw new IOException("The folder '" + folder +
			"' is not a model folder because it has no " + NAME + "; a folder with this file, the weights and the labels is " +
			"accepted");
		try {
			if (Files.size(file) > LARGEST) throw new IOException("it has " + Files.size(file) + " bytes; at most " + LARGEST +
				" are accepted");
			final LoaderOptions options = new LoaderOptions();
			options.setAllowDuplicateKeys(false); // else the last one counts without a word
			options.setMaxAliasesForCollections(MOST_ALIASES);
			final Object content = new Yaml(new SafeConstructor(options)).load(Files.readString(file,
				StandardCharsets.UTF_8));
			refuseCircles(content, Collections.newSetFromMap(new IdentityHashMap<>()));
			return parse(new Entries("", content), folder);
		}
		catch (final YAMLException exc) {
			throw new IOException("The description '" + file + "' is not valid YAML", exc);
		}
		catch (final CharacterCodingException exc) {
			throw new IOException("The description '" + file + "' is not UTF-8 text; only UTF-8 is accepted", exc);
		}
		catch (final IllegalArgumentException | IOException exc) {
			throw new IOException("The description '" + file + "' cannot be read: " + exc.getMessage(), exc);
		}
	}

	/** YAML lets a list contain itself. */
	private static void refuseCircles(final Object value, final Set<Object> around) {
		final Collection<?> parts = value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
		if (parts.isEmpty()) return;
		if (!around.add(value)) throw new IllegalArgumentException("one of its lists or maps contains itself");
		for (final Object part : parts)
			refuseCircles(part, around);
		around.remove(value);
	}

	private static DescriptionFile parse(final Entries all, final Path folder) {
		final String type = all.text("type", "model");
		if (!type.equals("model")) throw new IllegalArgumentException("type is '" + type + "'; 'model' is accepted");
		final Entries own = all.entries("config").entries(CONFIG);
		final Entries onnx = all.entries("weights").entries("onnx");
		final List<String> authors = all.list("authors").stream().map(author -> author instanceof Map ? new Entries("authors.",
			author).text("name", "") : String.valueOf(author)).toList();
		final List<Citation> citations = all.list("cite").stream().map(entry -> new Entries("cite.", entry)).map(
			entry -> new Citation(entry.text("text", ""), entry.text("url", entry.text("doi", "")))).toList();
		final ModelDescription description = new ModelDescription(all.text("name", String.valueOf(folder.getFileName())), all
			.text("description", ""), authors, all.text("license", ""), citations, all.list("tags").stream().map(
				String::valueOf).toList(), all.text("documentation", ""), preprocessing(all, own), own.entries("details").map());
		final String weights = onnx.text("source", "");
		if (weights.isEmpty()) throw new IllegalArgumentException(
			"weights.onnx.source is missing; it must name an ONNX file in the folder");
		return new DescriptionFile(description, inside(folder, "weights.onnx.source", weights), onnx.text("sha256", ""),
			inside(folder, "config.zfnet.labels", own.text("labels", LABELS)));
	}

	private static String inside(final Path folder, final String key, final String name) {
		try {
			if (folder.resolve(name).normalize().startsWith(folder.normalize()) && !Path.of(name).isAbsolute()) return name;
		}
		catch (final InvalidPathException exc) {
			// No file can have such a name, so it is reported like one outside the folder.
		}
		throw new IllegalArgumentException(key + " is '" + name + "'; the name of a file in the folder is accepted");
	}

	/** The preprocessing from this plugin's own entries, or else that of the first input in the standard form. */
	private static Preprocessing preprocessing(final Entries all, final Entries own) {
		final List<Object> inputs = all.list("inputs");
		final Entries input = new Entries("inputs.", inputs.isEmpty() ? null : inputs.get(0));
		final LinearSteps steps = new LinearSteps(channels(input, own));
		if (!own.has("mean") && !own.has("std")) for (final Object step : input.list("preprocessing"))
			steps.follow(new Entries("preprocessing.", step));
		return Preprocessing.of(steps.channels(), ChannelOrder.of(own.text("channels", "RGB")), own.numbers("mean", steps.mean()),
			own.numbers("std", steps.std()), Scale.of(own.text("scale", Scale.BYTES.toString())));
	}

	/** How many channels the input has: as many as its axis says, or else as there are means and deviations, or else three. */
	private static int channels(final Entries input, final Entries own) {
		if (input.has("axes") && input.map().get("axes") instanceof List) for (final Object axis : input.list("axes"))
			if (axis instanceof Map) {
				final Entries entries = new Entries("inputs.axes.", axis);
				if (!entries.text("type", "").equals("channel")) continue;
				if (entries.map().get("size") instanceof Integer size && size > 0) return size;
				if (entries.has("channel_names")) return Math.max(1, entries.list("channel_names").size());
			}
		final int stated = Math.max(own.numbers("mean", List.of()).size(), own.numbers("std", List.of()).size());
		return stated > 1 ? stated : 3;
	}
}

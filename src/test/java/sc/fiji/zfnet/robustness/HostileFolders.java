package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.yaml.snakeyaml.Yaml;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.files.Folders;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.robustness.Counts.Result;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * Model folders in which something is missing, odd, or hostile: each must be refused in a sentence, or classify as its
 * description says by a plain reading of it.
 */
final class HostileFolders {

	private static final Object[] ODD = { "", " ", "x", 0, -1, 3, 1e300, Double.NaN, Double.POSITIVE_INFINITY, true, "../x",
		"/etc/passwd", "labels.txt", "weights.onnx", "CON", "\u202E\u0000", List.of(), List.of(1, 2), List.of(40, 50, 60), List.of(
			List.of(1)), Map.of(), Map.of("a", 1), "a".repeat(100_000), 1L << 40, "BGR", "RGB" };

	/** Whole descriptions that parsers are known to suffer from. */
	private static final String[] DESCRIPTIONS = { "", "\0", "[", "- 1", "a: &a [*a]", "authors: &a [[*a]]\n",
		"tags: &a {b: &b [*a, *b]}\n", "? *a\n: &a b", "a: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost']]",
		"&a [&b [*a], *b]", "a: &x [1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\nc: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y]\n" +
			"d: &u [*z,*z,*z,*z,*z,*z,*z,*z,*z]\ne: [*u,*u,*u,*u,*u,*u,*u,*u,*u]", "[".repeat(100_000), "{".repeat(100_000),
		"a: 2001-99-99", "a: 0x" + "f".repeat(5000), "a: 1" + "0".repeat(100_000), "\ufffe", "a: b\n---\nc: d" };

	private static final long LONGEST_SECONDS = 60;

	private final Random random;
	private final Workplace place;
	private final Counts counts;
	private final Path folder;

	HostileFolders(final long seed, final Workplace place, final Counts counts) {
		random = new Random(seed);
		this.place = place;
		this.counts = counts;
		folder = place.folder.resolve("hostile");
	}

	void run(final int number) throws IOException {
		for (int i = 0; i < number; i++) {
			copy();
			check("folder " + i + ": " + change(i));
			Folders.delete(folder);
		}
	}

	private void copy() throws IOException {
		Files.createDirectories(folder);
		for (final String name : List.of("rdf.yaml", "labels.txt", "weights.onnx"))
			Files.copy(place.models.resolve("small").resolve(name), folder.resolve(name));
	}

	private String change(final int i) throws IOException {
		if (i < DESCRIPTIONS.length) {
			final boolean alone = random.nextBoolean();
			// Beside what a model needs, or in its place.
			Files.writeString(folder.resolve("rdf.yaml"), DESCRIPTIONS[i] + (alone ? "" : "\n" + Files.readString(folder.resolve(
				"rdf.yaml"))));
			return "the description begins " + (alone ? "and ends " : "") + "with " + shown(DESCRIPTIONS[i]);
		}
		if (random.nextInt(3) == 0) return file(List.of("rdf.yaml", "labels.txt", "weights.onnx").get(random.nextInt(3)));
		return entry();
	}

	/** Damages a file. */
	private String file(final String name) throws IOException {
		final Path file = folder.resolve(name);
		final byte[] content = Files.readAllBytes(file);
		switch (random.nextInt(8)) {
			case 0:
				Files.delete(file);
				return name + " is missing";
			case 1:
				Files.delete(file);
				Files.createDirectory(file);
				return name + " is a folder";
			case 2:
				Files.delete(file);
				Files.createSymbolicLink(file, Path.of(name));
				return name + " is a link to itself";
			case 3:
				final int length = random.nextInt(content.length);
				Files.write(file, Arrays.copyOf(content, length));
				return name + " ends after " + length + " bytes";
			case 4:
				random.nextBytes(content);
				Files.write(file, content);
				return name + " is noise";
			case 5:
				Files.write(file, new byte[4 << 20]);
				return name + " is four megabytes of zeros";
			case 6:
				final int at = random.nextInt(content.length);
				content[at] ^= (byte) (1 << random.nextInt(8));
				Files.write(file, content);
				return name + " with another bit at " + at;
			default:
				final byte[] twice = Arrays.copyOf(content, 2 * content.length);
				System.arraycopy(content, 0, twice, content.length, content.length);
				Files.write(file, twice);
				return name + " comes twice";
		}
	}

	/** Changes or takes away an entry of the description. */
	private String entry() throws IOException {
		final Map<String, Object> all = description();
		Map<String, Object> at = all;
		final StringBuilder path = new StringBuilder();
		while (true) {
			final List<String> keys = new ArrayList<>(at.keySet());
			if (keys.isEmpty()) keys.add("new");
			// Half of the changes concern what is read.
			final String key = at == all && random.nextBoolean() ? random.nextBoolean() ? "config" : "weights" : keys.get(random
				.nextInt(keys.size()));
			path.append('/').append(key);
			final Map<String, Object> below = below(at.get(key));
			if (below != null && random.nextInt(6) > 0) {
				at = below;
				continue;
			}
			final boolean away = random.nextInt(6) == 0;
			final Object odd = ODD[random.nextInt(ODD.length)];
			if (away) at.remove(key);
			else at.put(key, odd);
			Files.writeString(folder.resolve("rdf.yaml"), new Yaml().dump(all));
			return path + (away ? " is missing" : " is " + shown(odd));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> below(final Object value) {
		if (value instanceof List<?> list && !list.isEmpty()) return below(list.get(0));
		return value instanceof Map ? (Map<String, Object>) value : null;
	}

	private static String shown(final Object value) {
		final String text = String.valueOf(value).replace("\n", "\\n");
		return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
	}

	private Map<String, Object> description() throws IOException {
		final Map<String, Object> description = new Yaml().load(Files.readString(folder.resolve("rdf.yaml")));
		return description == null ? new LinkedHashMap<>() : description;
	}

	private void check(final String what) {
		final Path output = place.folder.resolve("hostile-out");
		final CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> Workplace.macro("open('" + place.picture +
			"'); run('Model Info...', 'model=[" + folder + "]'); run('Classify...', 'model=[" + folder + "] top=1 output=[" + output +
			"]');"));
		try {
			final String error = run.get(LONGEST_SECONDS, TimeUnit.SECONDS);
			if (!error.isEmpty()) counts.add("model folders", OnnxMutants.isSentence(error) && error.length() < 600 ? Result.REFUSED
				: Result.CRASHED, what + ": " + error);
			else {
				final String expected = expected();
				final String found = found(output);
				counts.add("model folders", expected.equals(found) ? Result.RIGHT : Result.WRONG, what + ": " + found + " and not " +
					expected);
			}
		}
		catch (final TimeoutException exc) {
			counts.add("model folders", Result.HUNG, what);
			run.join();
		}
		catch (final Exception exc) {
			counts.add("model folders", Result.WRONG, what + " was taken, but a plain reading says " + exc);
		}
	}

	/** Class and probability to four digits of the first rank. */
	private static String found(final Path output) throws IOException {
		final List<String> lines = Files.readAllLines(output.resolve("classification.csv"));
		final int behind = lines.get(0).split(",").length - List.of(lines.get(0).split(",")).indexOf("probability");
		final String[] cells = lines.get(1).split(",");
		final int probability = cells.length - behind;
		// There may be commas in the name of the class.
		return String.join(",", Arrays.copyOfRange(cells, 2, probability)).replace("\"", "") + " " + Math.round(1e4 * Double
			.parseDouble(cells[probability]));
	}

	/** What the files of the folder say, read without the plugin's reader of descriptions. */
	@SuppressWarnings("unchecked")
	private String expected() throws IOException {
		final Map<String, Object> all = description();
		final Map<String, Object> config = (Map<String, Object>) all.getOrDefault("config", Map.of());
		final Map<String, Object> own = config.get("zfnet") == null ? Map.of() : (Map<String, Object>) config.get("zfnet");
		List<Double> mean = numbers(own.get("mean"), 0);
		List<Double> std = numbers(own.get("std"), 1);
		if (own.get("mean") == null && own.get("std") == null) {
			final Map<String, Object> input = below(all.get("inputs"));
			final Map<String, Object> step = input == null ? null : below(input.get("preprocessing"));
			final Map<String, Object> values = step == null ? Map.of() : below(step.get("kwargs"));
			mean = numbers(values == null ? null : values.get("mean"), 0);
			std = numbers(values == null ? null : values.get("std"), 1);
		}
		final Object channels = own.get("channels");
		final Preprocessing preprocessing = new Preprocessing(channels == null ? ChannelOrder.RGB : ChannelOrder.of(channels
			.toString()), mean, std);
		final Map<String, Object> onnx = (Map<String, Object>) ((Map<String, Object>) all.get("weights")).get("onnx");
		final Object labels = own.get("labels");
		final List<String> names = Files.readAllLines(folder.resolve(labels == null ? "labels.txt" : labels.toString())).stream()
			.map(String::trim).toList();
		try (Classifier classifier = new Classifier(new NetworkSession(OnnxReader.read(folder.resolve(onnx.get("source")
			.toString())), EngineOptions.DEFAULT), preprocessing, new Labels(names)))
		{
			final var best = classifier.best(classifier.averageProbabilities(List.of(ScaledPicture.forInput(Picture.open(
				place.picture), classifier.network().inputShape()).centre())), 1).get(0);
			return best.name() + " " + Math.round(1e4 * best.probability());
		}
	}

	private static List<Double> numbers(final Object value, final double otherwise) {
		if (value == null) return List.of(otherwise);
		return (value instanceof List<?> list ? list : List.of(value)).stream().map(item -> ((Number) item).doubleValue())
			.toList();
	}
}

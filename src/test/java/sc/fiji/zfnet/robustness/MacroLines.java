package sc.fiji.zfnet.robustness;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.scijava.ItemIO;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.zfnet.command.ZFNetCommand;
import sc.fiji.zfnet.robustness.Counts.Result;

/** Macro lines made from the commands' own parameters with odd values: each must end, with results or with a sentence. */
final class MacroLines {

	private static final String[] ODD = { "", " ", "-1", "0", "1", "3", "1e9", "NaN", "1e-300", "2147483648", "a,b", "1,,2", "[",
		"&x", "/dev/null/x", "strongest 2", "strongest 0", "0-99999999999", "all", "5-2", "\u202E", "CON", "true", "'", "2,1" };
	private static final long LONGEST_SECONDS = 600;

	private final Random random;
	private final Workplace place;
	private final Counts counts;

	MacroLines(final long seed, final Workplace place, final Counts counts) {
		random = new Random(seed);
		this.place = place;
		this.counts = counts;
	}

	void run(final int number) throws IOException {
		final List<Class<?>> commands = new ArrayList<>();
		for (final IndexItem<Plugin> item : Index.load(Plugin.class)) {
			if (!item.className().startsWith("sc.fiji.zfnet.command.")) continue;
			try {
				final Class<?> type = Class.forName(item.className());
				if (ZFNetCommand.class.isAssignableFrom(type)) commands.add(type);
			}
			catch (final ClassNotFoundException exc) {
				throw new IllegalStateException(exc);
			}
		}
		for (int i = 0; i < number; i++) {
			final Class<?> command = commands.get(random.nextInt(commands.size()));
			final String options = options(command);
			final String label = ZFNetCommand.label(command);
			if (label.startsWith("ZFNet Options")) continue;
			System.out.println("macro line " + i + ": " + label + " " + options);
			check("open('" + place.picture + "'); run('" + label + "', '" + options.replace("\\", "\\\\").replace("'", "\\'") +
				"');", label + " " + options);
		}
	}

	private String options(final Class<?> command) {
		final StringBuilder options = new StringBuilder();
		for (Class<?> type = command; type != Object.class; type = type.getSuperclass())
			for (final Field field : type.getDeclaredFields()) {
				final Parameter parameter = field.getAnnotation(Parameter.class);
				if (parameter == null || parameter.type() == ItemIO.OUTPUT || !isInput(field)) continue;
				// Long work is tried by other parts of this program.
				if (List.of("epochs", "folds").contains(field.getName())) options.append(field.getName()).append("=1 ");
				else if (parameter.required() && random.nextInt(10) > 0 || random.nextInt(3) == 0) options.append(field.getName())
					.append('=').append(quoted(value(field, parameter))).append(' ');
			}
		return options.toString().strip();
	}

	private static boolean isInput(final Field field) {
		return field.getType() == String.class || field.getType() == File.class || field.getType().isPrimitive() || Number.class
			.isAssignableFrom(field.getType());
	}

	private String value(final Field field, final Parameter parameter) {
		if (random.nextInt(3) == 0) {
			final String odd = ODD[random.nextInt(ODD.length)];
			// Folders that are made are made in the workplace.
			return field.getType() != File.class || odd.isBlank() || odd.startsWith("/") ? odd : place.folder + "/" + odd;
		}
		if (parameter.choices().length > 0) return parameter.choices()[random.nextInt(parameter.choices().length)];
		return switch (field.getName()) {
			case "model", "models" -> "small";
			case "train", "folder" -> place.train.toString();
			case "validation" -> place.validation.toString();
			case "output" -> place.folder.resolve("out").toString();
			case "layer", "layers" -> "relu1";
			case "name" -> "made";
			case "architectures" -> "zfnet-tiny remove 3 4";
			case "file" -> place.models.resolve("small/weights.onnx").toString();
			default -> field.getType() == boolean.class ? "true" : String.valueOf(1 + random.nextInt(20));
		};
	}

	private static String quoted(final String value) {
		return value.isEmpty() || value.contains(" ") ? "[" + value + "]" : value;
	}

	private void check(final String code, final String what) {
		final CompletableFuture<String> run = CompletableFuture.supplyAsync(() -> Workplace.macro(code));
		try {
			final String error = run.get(LONGEST_SECONDS, TimeUnit.SECONDS);
			if (error.isEmpty()) counts.add("macro lines", Result.RIGHT, what);
			else counts.add("macro lines", OnnxMutants.isSentence(error) && error.length() < 600 ? Result.REFUSED : Result.CRASHED,
				what + ": " + error);
		}
		catch (final TimeoutException exc) {
			counts.add("macro lines", Result.HUNG, what);
			// ImageJ would stop the thread with the next macro, wherever it is.
			run.join();
		}
		catch (final Exception exc) {
			counts.add("macro lines", Result.CRASHED, what + ": " + exc);
		}
	}
}

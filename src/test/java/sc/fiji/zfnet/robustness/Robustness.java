package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import sc.fiji.zfnet.ij1.ImageJPatches;

/**
 * Tries to make the plugin answer wrongly, lose something, crash or hang, and ends with a table of what came of it. All that
 * is random follows from the seed.
 *
 * <pre>
 * Robustness seed=1 mutants=500 macros=100 kills=10 soak=1
 * </pre>
 *
 * {@code mutants}: changed ONNX files; {@code macros}: macro lines; {@code kills}: processes killed in the middle of their
 * work; {@code soak}: minutes of commands one after another, with memory, threads and handles.
 */
public final class Robustness {

	static final String LIBRARIES = "org.bytedeco.javacpp.cachedir";

	private Robustness() {}

	/** Runs it; ends with 1 where something was not as it should be. */
	public static void main(final String... arguments) throws Exception {
		final Map<String, Integer> settings = new HashMap<>(Map.of("seed", 1, "mutants", 500, "macros", 100, "kills", 10, "soak",
			1));
		for (final String argument : arguments) {
			final String[] parts = argument.split("=", 2);
			if (!settings.containsKey(parts[0]) || parts.length < 2 || !parts[1].matches("\\d{1,9}"))
				throw new IllegalArgumentException("The argument is '" + argument + "'; seed, mutants, macros, kills and soak " +
					"with a number, as in mutants=500, are accepted");
			settings.put(parts[0], Integer.valueOf(parts[1]));
		}
		final Path folder = Files.createTempDirectory("zfnet-robustness");
		// TensorFlow's library is unpacked once for all processes, beside that of the user.
		if (System.getProperty(LIBRARIES) == null) System.setProperty(LIBRARIES, Path.of(System.getProperty("user.home"),
			".javacpp", "cache").toString());
		System.setProperty("user.home", Files.createDirectory(folder.resolve("home")).toString());
		System.setProperty("java.awt.headless", "true");
		ImageJPatches.apply();
		final Counts counts = new Counts();
		run(settings, folder, counts);
		System.out.println(counts);
		System.exit(counts.defects() > 0 ? 1 : 0);
	}

	private static void run(final Map<String, Integer> settings, final Path folder, final Counts counts) throws IOException,
		InterruptedException
	{
		final int seed = settings.get("seed");
		new OnnxMutants(seed, folder, counts).run(settings.get("mutants"));
		final Workplace place = new Workplace(folder.resolve("work"));
		if (settings.get("macros") > 0) {
			new MacroLines(seed, place, counts).run(settings.get("macros"));
			new PictureKinds(place, counts).run();
			new Disks(place, counts).run();
		}
		new Kills(seed, place, counts).run(settings.get("kills"));
		new Soak(place, counts).run(settings.get("soak"));
	}
}

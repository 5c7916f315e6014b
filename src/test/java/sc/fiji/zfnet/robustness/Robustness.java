package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import sc.fiji.zfnet.files.Folders;
import sc.fiji.zfnet.ij1.ImageJPatches;

/**
 * Tries to make the plugin answer wrongly, lose something, crash or hang, and ends with a table of what came of it. All that
 * is random follows from the seed.
 *
 * <pre>
 * Robustness seed=1 mutants=500 folders=100 macros=100 pictures=200 disks=1 locales=6 kills=10 soak=1
 * </pre>
 *
 * {@code mutants}: changed ONNX files; {@code folders}: changed model folders; {@code macros}: macro lines; {@code pictures}:
 * kinds of pictures at most; {@code disks}: full disks and folders that cannot be written to, or none (0); {@code locales}:
 * languages at most; {@code kills}: processes killed in the middle of their work, and several at once; {@code soak}: minutes of
 * commands one after another, with memory, threads and handles. What is not named is not tried, but all of it where nothing is
 * named.
 */
public final class Robustness {

	static final String LIBRARIES = "org.bytedeco.javacpp.cachedir";

	private static final Map<String, Integer> USUAL = Map.of("seed", 1, "mutants", 500, "folders", 100, "macros", 100, "pictures",
		1000, "disks", 1, "locales", 6, "kills", 10, "soak", 1);

	private Robustness() {}

	/** Runs it; ends with 1 where something was not as it should be. */
	public static void main(final String... arguments) throws Exception {
		final Map<String, Integer> settings = settings(arguments);
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
		if (counts.defects() == 0) Folders.delete(folder);
		else System.out.println("What was tried is kept in " + folder);
		System.exit(counts.defects() > 0 ? 1 : 0);
	}

	private static Map<String, Integer> settings(final String... arguments) {
		final Map<String, Integer> settings = new HashMap<>();
		for (final String argument : arguments) {
			final String[] parts = argument.split("=", 2);
			if (!USUAL.containsKey(parts[0]) || parts.length < 2 || !parts[1].matches("\\d{1,9}"))
				throw new IllegalArgumentException("The argument is '" + argument + "'; " + new TreeSet<>(USUAL.keySet()) +
					" with a number, as in mutants=500, are accepted");
			settings.put(parts[0], Integer.valueOf(parts[1]));
		}
		final boolean all = settings.isEmpty() || settings.keySet().equals(Set.of("seed"));
		USUAL.forEach((name, usual) -> settings.putIfAbsent(name, all || name.equals("seed") ? usual : 0));
		return settings;
	}

	private static void run(final Map<String, Integer> settings, final Path folder, final Counts counts) throws IOException,
		InterruptedException
	{
		final int seed = settings.get("seed");
		new OnnxMutants(seed, folder, counts).run(settings.get("mutants"));
		final Workplace place = new Workplace(folder.resolve("work"));
		new HostileFolders(seed, place, counts).run(settings.get("folders"));
		new MacroLines(seed, place, counts).run(settings.get("macros"));
		new PictureKinds(place, counts).run(settings.get("pictures"));
		if (settings.get("disks") > 0) new Disks(place, counts).run();
		new Locales(place, counts).run(settings.get("locales"));
		new Kills(seed, place, counts).run(settings.get("kills"));
		new Soak(place, counts).run(settings.get("soak"));
	}
}

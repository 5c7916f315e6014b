package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.files.SlowMoves;
import sc.fiji.zfnet.ij1.ImageJPatches;

/** Runs a macro line in a process of its own, to be killed: arguments are the home folder, the wait after moves, the macro. */
public final class KilledWork {

	/** The property that names the language of the process. */
	static final String LANGUAGE = "zfnet.language";

	private KilledWork() {}

	/** Prints {@code begun} when Java and ImageJ are ready. */
	public static void main(final String... arguments) throws Exception {
		if (System.getProperty(LANGUAGE) != null) Locale.setDefault(Locale.forLanguageTag(System.getProperty(LANGUAGE)));
		System.setProperty("user.home", Path.of(arguments[0]).toString());
		System.setProperty("java.awt.headless", "true");
		ImageJPatches.apply();
		SlowMoves.pause(Long.parseLong(arguments[1]));
		System.out.println("begun");
		final String error = run(arguments[2]);
		System.out.println(error.isEmpty() ? "done" : "refused: " + error);
		System.exit(error.isEmpty() ? 0 : 1);
	}

	/** Apart, as ImageJ's classes must not be loaded before they are patched. */
	private static String run(final String code) {
		return Workplace.macro(code);
	}

	/** Starts a process with this one's home folder and class path. */
	static Process start(final int wait, final String macro, final String... options) throws IOException {
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx1g", "-D" + Robustness.LIBRARIES + "=" + System.getProperty(
				Robustness.LIBRARIES), "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledWork.class.getName(), System.getProperty(
			"user.home"), String.valueOf(wait), macro));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}
}

package sc.fiji.zfnet.robustness;

import java.nio.file.Path;

import sc.fiji.zfnet.files.SlowMoves;
import sc.fiji.zfnet.ij1.ImageJPatches;

/** Runs a macro line in a process of its own, to be killed: arguments are the home folder, the wait after moves, the macro. */
public final class KilledWork {

	private KilledWork() {}

	/** Prints {@code begun} when Java and ImageJ are ready. */
	public static void main(final String... arguments) throws Exception {
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
}

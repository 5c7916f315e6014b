package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Changes files in a process of its own that ends without a word after a number of moves, as one that is killed does.
 * Arguments: {@code change} or {@code replace}, the folder, and the number.
 */
public final class KilledProcess {

	private static int moves;

	private KilledProcess() {}

	/** Runs one; gives whether it was killed rather than done. */
	static boolean run(final String what, final Path folder, final int killedAfter) throws IOException, InterruptedException {
		final int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
			"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), KilledProcess.class.getName(), what, folder
				.toString(), String.valueOf(killedAfter)).inheritIO().start().waitFor();
		if (code != 0 && code != 9) throw new AssertionError("It ended with " + code);
		return code == 9;
	}

	/** What is killed. */
	public static void main(final String... arguments) throws IOException {
		final int last = Integer.parseInt(arguments[2]);
		Moves.after = () -> {
			if (++moves == last) Runtime.getRuntime().halt(9);
		};
		if (arguments[0].equals("change")) change(Path.of(arguments[1]), last == 0);
		else replace(Path.of(arguments[1]), last == 0);
	}

	private static void change(final Path folder, final boolean killed) throws IOException {
		try (FolderChange change = FolderChange.begin(folder)) {
			Files.writeString(change.file("a.csv"), "new");
			Files.writeString(change.file("sub/b.tif"), "new");
			change.delete("c.png");
			if (killed) Runtime.getRuntime().halt(9);
			change.commit();
		}
	}

	private static void replace(final Path root, final boolean killed) throws IOException {
		try (FolderReplacement place = FolderReplacement.begin(root, "model")) {
			Files.writeString(place.made().resolve("a"), "new");
			if (killed) Runtime.getRuntime().halt(9);
			Files.writeString(place.made().resolve("b"), "new");
			place.commit();
		}
	}
}

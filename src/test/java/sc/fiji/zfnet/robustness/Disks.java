package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.zfnet.robustness.Counts.Result;

/** A full disk and a folder that cannot be written to: the old result stays whole. */
final class Disks {

	private final Workplace place;
	private final Counts counts;

	Disks(final Workplace place, final Counts counts) {
		this.place = place;
		this.counts = counts;
	}

	void run() throws IOException, InterruptedException {
		final Path disk = Files.createDirectories(place.folder.resolve("disk"));
		if (mount("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk.toString())) {
			try {
				final Path output = disk.resolve("out");
				check("full disk", output, () -> Files.write(disk.resolve("filler"), new byte[filler(disk)]));
			}
			finally {
				mount("umount", disk.toString());
			}
		}
		else counts.skip("full disk", "a small disk can be mounted by the administrator alone");
		final Path locked = Files.createDirectories(place.folder.resolve("locked"));
		if (mount("mount", "-t", "tmpfs", "tmpfs", locked.toString())) {
			try {
				check("read-only folder", locked.resolve("out"), () -> mount("mount", "-o", "remount,ro", locked.toString()));
			}
			finally {
				mount("umount", locked.toString());
			}
		}
		else counts.skip("read-only folder", "it can be mounted by the administrator alone");
	}

	/** Leaves less room than the result takes. */
	private static int filler(final Path disk) throws IOException {
		return (int) Files.getFileStore(disk).getUsableSpace() - 8192;
	}

	private interface Obstacle {

		void put() throws IOException, InterruptedException;
	}

	private void check(final String kind, final Path output, final Obstacle obstacle) throws IOException,
		InterruptedException
	{
		final String command = "open('" + place.picture + "'); run('Deconvnet Projection...', 'model=small layer=relu2 output=[" +
			output + "] maps=[strongest ";
		final String first = Workplace.macro(command + "2]');");
		if (!first.isEmpty()) {
			counts.add(kind, Result.CRASHED, first);
			return;
		}
		final Map<String, Long> before = contents(output);
		obstacle.put();
		final String error = Workplace.macro(command + "4]');");
		final Map<String, Long> after = contents(output);
		if (error.isEmpty()) counts.add(kind, Result.WRONG, "it reported no error");
		else if (!before.equals(after)) counts.add(kind, Result.LOST, before + " became " + after);
		else counts.add(kind, OnnxMutants.isSentence(error) ? Result.REFUSED : Result.CRASHED, error);
	}

	private static Map<String, Long> contents(final Path folder) throws IOException {
		final Map<String, Long> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				contents.put(folder.relativize(file).toString(), Files.size(file));
		}
		return contents;
	}

	private static boolean mount(final String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (final IOException exc) {
			return false; // not on this system
		}
	}
}

package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import sc.fiji.zfnet.robustness.Counts.Result;

/** A full disk and a folder that cannot be written to: the old result, or model, stays whole. */
final class Disks {

	private final Workplace place;
	private final Counts counts;

	Disks(final Workplace place, final Counts counts) {
		this.place = place;
		this.counts = counts;
	}

	void run() throws IOException, InterruptedException {
		for (final Map.Entry<String, String> command : commands().entrySet()) {
			onDisk("full disk", command, 800, disk -> Files.write(disk.resolve("filler"), new byte[filler(disk)]));
			onDisk("read-only folder", command, 800, disk -> mount("mount", "-o", "remount,ro", disk.toString()));
		}
	}

	/** Commands that write into DISK, of another amount for each AMOUNT. */
	private Map<String, String> commands() {
		final String open = "open('" + place.picture + "'); ";
		return new TreeMap<>(Map.of("projection", open + "run('Deconvnet Projection...', " +
			"'model=small layer=relu2 maps=[strongest AMOUNT] output=[DISK/out]');", "occlusion", open +
				"run('Occlusion Scan...', 'model=small size=8 stride=AMOUNT output=[DISK/out]');", "invariance", open +
					"run('Transform Invariance...', 'model=small transform=rotate from=0 to=AMOUNT step=1 output=[DISK/out]');",
			"activations", "run('Top Activations...', 'model=small layer=relu1 maps=0-AMOUNT folder=[" + place.train +
				"] output=[DISK/out]');", "import", "run('ZFNet Options...', 'models=[DISK]'); run('Import ONNX Model...', 'file=[" +
					place.models.resolve("small/weights.onnx") + "] name=made mean=AMOUNT replace');", "training",
			"run('Train Network...', 'train=[" + place.train + "] name=made replace epochs=1 batch=4 seed=AMOUNT output=[DISK/out]');"));
	}

	private void onDisk(final String kind, final Map.Entry<String, String> command, final int kilobytes,
		final Obstacle obstacle) throws IOException, InterruptedException
	{
		final Path disk = Files.createDirectories(place.folder.resolve(kind + " " + command.getKey()));
		final int size = command.getKey().equals("training") ? 64 * kilobytes : kilobytes;
		if (!mount("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "tmpfs", disk.toString())) {
			counts.skip(kind, "a small disk can be mounted by the administrator alone");
			return;
		}
		try {
			check(kind, command, disk, obstacle);
		}
		finally {
			Workplace.macro("run('ZFNet Options...', 'models=[" + place.models + "]');");
			mount("umount", disk.toString());
		}
	}

	/** Leaves less room than the result takes. */
	private static int filler(final Path disk) throws IOException {
		return (int) Files.getFileStore(disk).getUsableSpace() - 8192;
	}

	private interface Obstacle {

		void put(Path disk) throws IOException, InterruptedException;
	}

	private void check(final String kind, final Map.Entry<String, String> command, final Path disk, final Obstacle obstacle)
		throws IOException, InterruptedException
	{
		final String code = command.getValue().replace("DISK", disk.toString());
		final String first = Workplace.macro(code.replace("AMOUNT", "2"));
		if (!first.isEmpty()) {
			counts.add(kind, Result.CRASHED, command.getKey() + ", before: " + first);
			return;
		}
		obstacle.put(disk);
		final Map<String, Long> before = contents(disk);
		final String error = Workplace.macro(code.replace("AMOUNT", "3"));
		final Map<String, Long> after = contents(disk);
		if (error.isEmpty()) counts.add(kind, Result.WRONG, command.getKey() + " reported no error");
		else if (!before.equals(after)) counts.add(kind, Result.LOST, command.getKey() + ": " + before + " became " + after +
			" with the message " + error);
		else counts.add(kind, OnnxMutants.isSentence(error) ? Result.REFUSED : Result.CRASHED, command.getKey() + ": " + error);
	}

	/** Check sums of all files, but not of those that mark a folder as in use. */
	private static Map<String, Long> contents(final Path folder) throws IOException {
		final Map<String, Long> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				if (!file.toString().endsWith(".lock")) contents.put(folder.relativize(file).toString(), checksum(file));
		}
		return contents;
	}

	private static long checksum(final Path file) throws IOException {
		final CRC32 checksum = new CRC32();
		checksum.update(Files.readAllBytes(file));
		return checksum.getValue();
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

package sc.fiji.zfnet.robustness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import sc.fiji.zfnet.files.FolderChange;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.robustness.Counts.Result;

/**
 * Processes that are killed at random moments of import, output, training and comparison, with waits between the moves of
 * files so that many die there; and two processes at once on one name and one folder. Afterwards all must be whole.
 */
final class Kills {

	private final Random random;
	private final Workplace place;
	private final Counts counts;
	private final Path out;

	Kills(final long seed, final Workplace place, final Counts counts) {
		random = new Random(seed);
		this.place = place;
		this.counts = counts;
		out = place.folder.resolve("killed");
	}

	void run(final int number) throws IOException, InterruptedException {
		if (number == 0) return;
		for (final String name : new String[] { "A", "B" })
			new Labels(Stream.of("1", "2", "3", "4").map(digit -> name + digit).toList()).write(place.folder.resolve(name + ".txt"));
		Files.copy(place.models.resolve("small/weights.onnx"), place.folder.resolve("source.onnx"));
		final List<String> works = List.of("import", "output", "import", "output", "training", "comparison");
		final long[] longest = new long[works.size()];
		for (int i = 0; i < works.size(); i++) {
			final long begun = System.nanoTime();
			final Process whole = start(works.get(i), 'A', 0);
			begun(whole);
			whole.waitFor();
			longest[i] = (System.nanoTime() - begun) / 1_000_000;
			check(works.get(i), "not killed");
		}
		for (int i = 0; i < number; i++) {
			final int work = i % works.size();
			final int wait = random.nextInt(4) * 100;
			final Process process = start(works.get(work), random.nextBoolean() ? 'A' : 'B', wait);
			begun(process);
			process.waitFor(random.nextInt((int) longest[work] + 10 * wait + 1), TimeUnit.MILLISECONDS);
			process.destroyForcibly().waitFor();
			check(works.get(work), "kill " + i + ", waits of " + wait + " ms");
			if (i % 10 == 9) System.out.println((i + 1) + " kills");
		}
		for (final String work : List.of("import", "output", "training")) {
			final Process first = start(work, 'A', 200);
			final Process second = start(work, 'B', 200);
			for (final Process process : List.of(first, second))
				if (!process.waitFor(300, TimeUnit.SECONDS)) {
					process.destroyForcibly().waitFor();
					counts.add("two processes, " + work, Result.HUNG, "more than 300 s");
				}
			check("two processes, " + work, "at once");
		}
	}

	private static void begun(final Process process) throws IOException {
		final BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		for (String line = reader.readLine(); line != null && !line.equals("begun"); line = reader.readLine());
		final Thread rest = new Thread(() -> reader.lines().forEach(line -> {}));
		rest.setDaemon(true);
		rest.start();
	}

	private Process start(final String work, final char version, final int wait) throws IOException {
		final String macro = "run('ZFNet Options...', 'models=[" + place.models + "]'); " + switch (work) {
			case "import" -> "run('Import ONNX Model...', 'file=[" + place.folder.resolve("source.onnx") + "] labels=[" + place.folder
				.resolve(version + ".txt") + "] name=killed replace');";
			case "output" -> "open('" + place.picture + "'); run('Deconvnet Projection...', 'model=small layer=relu2 maps=" +
				(version == 'A' ? "0,1" : "1,2,3") + " output=[" + out + "]');";
			case "training" -> "run('Train Network...', 'train=[" + place.train + "] name=trained replace epochs=3 batch=4 " +
				"checkpoints=1,2,3 seed=" + (version == 'A' ? 1 : 2) + " output=[" + place.folder.resolve("training") + "]');";
			default -> "run('Compare Architectures...', 'architectures=[zfnet-tiny remove 3 4 6,zfnet-tiny remove 3 4 7] train=[" +
				place.train + "] validation=[" + place.validation + "] epochs=1 batch=4 seed=" + (version == 'A' ? 1 : 2) +
				" output=[" + place.folder.resolve("comparison") + "]');";
		};
		return KilledWork.start(wait, macro);
	}

	private void check(final String work, final String what) {
		final String kind = work.startsWith("two") ? work : "killed " + work;
		try {
			final String lost = lost(work);
			counts.add(kind, lost.isEmpty() ? Result.RIGHT : Result.LOST, what + ": " + lost);
		}
		catch (final IOException | RuntimeException exc) {
			counts.add(kind, Result.LOST, what + ": " + exc);
		}
	}

	/** What is not whole after the next start, or an empty text. */
	private String lost(final String work) throws IOException {
		if (work.endsWith("import") || work.endsWith("training")) {
			final ModelStore store = new ModelStore(List.of(place.models));
			final ModelFolder model = store.find(work.endsWith("import") ? "killed" : "trained");
			model.load();
			if (work.endsWith("import") && model.labels().names().stream().map(name -> name.charAt(0)).distinct().count() != 1)
				return "labels of two models: " + model.labels().names();
			final String left = hidden(place.models);
			if (!left.isEmpty() || work.endsWith("import")) return left;
			final Path training = place.folder.resolve("training");
			FolderChange.recover(training);
			if (!Files.exists(training.resolve("history.csv"))) return "";
			final int epochs = Files.readAllLines(training.resolve("history.csv")).size() - 1;
			for (int epoch = 1; epoch <= 3; epoch++) {
				final Path checkpoint = training.resolve("checkpoints").resolve(ModelFolder.checkpointName(epoch));
				if (Files.exists(checkpoint) != epoch <= epochs) return epochs + " epochs, but the checkpoint of epoch " + epoch +
					(epoch > epochs ? " is there" : " is missing");
				if (epoch <= epochs) OnnxReader.read(checkpoint);
			}
			return Files.exists(training.resolve("latest.training")) ? "" : "no state beside a history";
		}
		final Path folder = work.equals("comparison") ? place.folder.resolve("comparison") : out;
		FolderChange.recover(folder);
		final String left = hidden(folder);
		if (!left.isEmpty()) return left;
		if (work.equals("comparison")) return rows(folder, "architectures.csv") == rows(folder, "architectures-seeds.csv") ? ""
			: "tables of two comparisons";
		final int maps = rows(folder, "projection.csv");
		final ij.ImagePlus projection = ij.IJ.openImage(folder.resolve("projection.tif").toString());
		return projection.getNFrames() == maps ? "" : maps + " rows beside " + projection.getNFrames() + " frames";
	}

	private static int rows(final Path folder, final String table) throws IOException {
		return Files.readAllLines(folder.resolve(table)).size() - 1;
	}

	private static String hidden(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			final List<String> left = files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(".") && !name
				.equals(".unfinished") && !name.equals(".zfnet.lock")).toList();
			return left.isEmpty() ? "" : "left behind: " + left;
		}
	}
}

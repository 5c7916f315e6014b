package sc.fiji.zfnet.analysis.ablation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.testing.Cancelling;
import sc.fiji.zfnet.training.ColouredPictures;
import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Schedule;

class ArchitectureComparisonTest {

	private static final String FIRST = "zfnet-tiny remove 2 3 4 6 7";
	private static final String SECOND = "alexnet-tiny remove 3 4 6 7";

	@TempDir
	private Path folder;
	private Path out;
	private final List<VariantResult> trained = new ArrayList<>();
	private final List<VariantResult> kept = new ArrayList<>();
	private final List<Double> left = new ArrayList<>();

	@BeforeEach
	void writePictures() throws IOException {
		out = folder.resolve("out");
		ColouredPictures.write(folder.resolve("train"), 64, 1, 6, 6, 6);
		ColouredPictures.write(folder.resolve("val"), 64, 2, 2, 2, 2);
	}

	private List<VariantSummary> compare(final int epochs, final boolean resume, final Progress progress,
		final String... expressions) throws IOException
	{
		trained.clear();
		kept.clear();
		left.clear();
		final Recipe recipe = Recipe.PAPER.withEpochs(epochs)
			.withBatch(6)
			.withDropout(0.1)
			.withWarmUp(0.5)
			.withSchedule(Schedule.COSINE)
			.withSeed(9)
			.withCheckpoints(Set.of());
		return new ArchitectureComparison(Stream.of(expressions).map(ArchitectureVariant::parse).toList(), List.of(1L, 2L),
			recipe, EngineOptions.DEFAULT).run(folder.resolve("train"), folder.resolve("val"), out, resume, (result,
				isNew, all, secondsLeft) -> {
				(isNew ? trained : kept).add(result);
				left.add(secondsLeft);
			}, progress);
	}

	@Test
	void eachSeedIsTrainedAndTheTimeLeftIsInProportionToTheMultiplyAdds() throws IOException {
		final List<VariantSummary> rows = compare(1, false, Progress.NONE, FIRST, SECOND);
		assertEquals(List.of(1L, 2L, 1L, 2L), trained.stream().map(VariantResult::seed).toList());
		assertEquals(List.of(FIRST, SECOND), rows.stream().map(row -> row.variant().title()).toList());
		final double cost = rows.get(0).multiplyAdds();
		final double other = rows.get(1).multiplyAdds();
		final double first = trained.get(0).seconds();
		assertEquals(first * (cost + 2 * other) / cost, left.get(0), 1e-9);
		assertEquals((first + trained.get(1).seconds()) * 2 * other / (2 * cost), left.get(1), 1e-9);
		assertEquals(0, left.get(3));
	}

	@Test
	void anInterruptedComparisonKeepsWhatIsCompleteAndGoesOnInTheMiddleOfATraining() throws IOException {
		// The second seed of the first variant is interrupted after its first of two epochs.
		final Path state = out.resolve(ArchitectureVariant.parse(FIRST).folderName()).resolve("seed-2/latest.training");
		final List<VariantSummary> begun = compare(2, false, new Cancelling(() -> Files.exists(state)), FIRST, SECOND);
		assertEquals(1, begun.size());
		assertEquals(List.of(1L), begun.get(0).results().stream().map(VariantResult::seed).toList());
		final List<String> history = Files.readAllLines(state.resolveSibling("history.csv"));
		assertEquals(2, history.size());
		final List<VariantSummary> rows = compare(2, true, Progress.NONE, FIRST, SECOND);
		assertEquals(begun.get(0).results(), kept);
		assertEquals(3, trained.size());
		assertEquals(2, rows.get(0).results().size());
		final List<String> whole = Files.readAllLines(state.resolveSibling("history.csv"));
		assertEquals(3, whole.size());
		assertEquals(history, whole.subList(0, 2));
		assertEquals(rows, compare(2, true, Progress.NONE, FIRST, SECOND));
		assertTrue(trained.isEmpty());
	}

	@Test
	void beginningAnewKeepsAnEarlierResultUntilItsTurnButNeverResumesIt() throws IOException {
		compare(1, false, Progress.NONE, FIRST, SECOND);
		final Path earlier = out.resolve(ArchitectureVariant.parse(SECOND).folderName()).resolve("seed-1/result.csv");
		final byte[] before = Files.readAllBytes(earlier);
		final Path state = out.resolve(ArchitectureVariant.parse(FIRST).folderName()).resolve("seed-1/latest.training");
		compare(2, false, new Cancelling(() -> Files.exists(state)), FIRST, SECOND);
		assertArrayEquals(before, Files.readAllBytes(earlier), "an interrupted comparison has lost nothing");
		compare(2, true, Progress.NONE, FIRST, SECOND);
		assertEquals(4, trained.size(), "nothing of other conditions is taken for a result");
		assertFalse(Arrays.equals(before, Files.readAllBytes(earlier)), "the new result replaces the earlier one");
		try (Stream<Path> files = Files.list(earlier.getParent())) {
			assertTrue(files.map(file -> file.getFileName().toString()).noneMatch(name -> name.startsWith("earlier") || name
				.equals(".superseded")), "nothing of the earlier comparison is left");
		}
	}

	@Test
	void damagedFilesAreNamed() throws IOException {
		compare(1, false, Progress.NONE, FIRST);
		final Path own = out.resolve(ArchitectureVariant.parse(FIRST).folderName()).resolve("seed-2");
		for (final String name : List.of("result.csv", "conditions.csv"))
			for (final String text : List.of("", "epochs\n", "epochs,seconds\n1,none\n")) {
				final byte[] whole = Files.readAllBytes(own.resolve(name));
				Files.writeString(own.resolve(name), text);
				final Exception refused = assertThrows(Exception.class, () -> compare(1, true, Progress.NONE, FIRST));
				assertTrue(refused.getMessage().contains(own.toString()), refused::getMessage);
				Files.write(own.resolve(name), whole);
			}
		compare(1, true, Progress.NONE, FIRST);
		assertTrue(trained.isEmpty());
	}
}

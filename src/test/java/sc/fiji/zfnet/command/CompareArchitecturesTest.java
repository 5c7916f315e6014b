package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import sc.fiji.zfnet.network.Architecture;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.training.ColouredPictures;

/** Compare Architectures through macros, on a few generated pictures. */
class CompareArchitecturesTest {

	private static final String SMALL = "zfnet-tiny remove 2 3 4 6 7";

	@TempDir
	private Path folder;
	private Path out;
	private String pictures;

	@BeforeEach
	void writePictures() throws IOException {
		out = folder.resolve("out folder");
		pictures = "train=[" + ColouredPictures.write(folder.resolve("train"), 64, 1, 6, 6, 6) + "] validation=[" +
			ColouredPictures.write(folder.resolve("val"), 64, 2, 2, 2, 2) + "] batch=6 warmup=0.5 dropout=0.1 " +
			"schedule=cosine ";
	}

	private String compare(final String options) {
		return "run('Compare Architectures...', '" + pictures + "output=[" + out + "] " + options + "');";
	}

	private List<List<String>> rows(final String name) throws IOException {
		return Files.readAllLines(out.resolve(name)).stream().map(line -> List.of(line.split(",", -1))).toList();
	}

	@Test
	void eachArchitectureHasARowWithMeansOverTheSeeds() throws IOException {
		final String shown = MacroRunner.value(compare("architectures=[" + SMALL + ", alexnet-tiny Remove 6+7] epochs=2 " +
			"seeds=1,2") + "return '' + nResults + '/' + getResultString('architecture', 1) + '/' + getTitle();");
		assertEquals("2/alexnet-tiny remove 6 7/Comparison of architectures", shown);
		final List<List<String>> table = rows("architectures.csv");
		assertEquals(List.of("architecture", "parameters", "multiply_adds", "train_top1", "validation_top1",
			"validation_top5"), table.get(0).subList(0, 6));
		final List<String> titles = List.of(SMALL, "alexnet-tiny remove 6 7");
		final List<List<String>> trainings = rows("architectures-seeds.csv");
		assertEquals(5, trainings.size());
		for (int i = 0; i < 2; i++) {
			final List<String> row = table.get(i + 1);
			assertEquals(titles.get(i), row.get(0));
			final var network = ArchitectureVariant.parse(titles.get(i)).build(3);
			assertEquals(String.valueOf(network.parameters()), row.get(1));
			assertEquals(String.valueOf(network.multiplyAdds()), row.get(2));
			assertEquals("2", row.get(table.get(0).indexOf("seeds")));
			// Three classes: one of them is always among the five best.
			assertEquals(1, Double.parseDouble(row.get(5)));
			for (int column = 2; column < 5; column++) {
				final double first = Double.parseDouble(trainings.get(2 * i + 1).get(column));
				final double second = Double.parseDouble(trainings.get(2 * i + 2).get(column));
				assertEquals((first + second) / 2, Double.parseDouble(row.get(column + 1)), 1e-9);
				// Of two values, the standard deviation is their distance over the root of 2.
				assertEquals(Math.abs(first - second) / Math.sqrt(2), Double.parseDouble(row.get(table.get(0).indexOf(table.get(0)
					.get(column + 1) + "_std"))), 1e-9);
			}
		}
		assertTrue(Files.size(out.resolve("architectures.png")) > 0);
		assertEquals(3, Files.readAllLines(out.resolve("alexnet-tiny-remove-6-7/seed-2/history.csv")).size());
		assertFalse(Files.exists(out.resolve("alexnet-tiny-remove-6-7/seed-2/latest.training")), "the state is of no use any more");
	}

	@Test
	void theSameSeedGivesWhatTrainNetworkGives() throws IOException {
		final Path models = Files.createDirectory(folder.resolve("models"));
		MacroRunner.value("run('ZFNet Options...', 'models=[" + models + "]'); return '';");
		try {
			MacroRunner.value("run('Train Network...', '" + pictures + "architecture=alexnet-tiny epochs=2 seed=5 name=alone " +
				"output=[" + folder.resolve("alone") + "]'); return '';");
		}
		finally {
			MacroRunner.value("run('ZFNet Options...'); return '';");
		}
		MacroRunner.value(compare("architectures=[zfnet-tiny first 11/4] epochs=2 seed=5") + "return '';");
		final List<String> alone = Files.readAllLines(folder.resolve("alone/history.csv"));
		final List<String> compared = Files.readAllLines(out.resolve("zfnet-tiny-first-11-4/seed-5/history.csv"));
		assertEquals(alone.size(), compared.size());
		for (int i = 1; i < alone.size(); i++)
			for (int column = 2; column < 8; column++)
				// Several threads add in an order of their own.
				assertEquals(Double.parseDouble(alone.get(i).split(",")[column]), Double.parseDouble(compared.get(i).split(
					",")[column]), 1e-4);
		assertEquals(Architecture.ALEXNET_TINY.build(3).parameters(), Long.parseLong(rows("architectures.csv").get(1).get(1)));
	}

	@Test
	void trainingAccuracyIsThatOfThePicturesAsTheyAre() throws IOException {
		// The same pictures for both: then both accuracies are measured in the same way, and of a trained network alike.
		MacroRunner.value("run('Compare Architectures...', '" + pictures.replaceFirst("validation=\\[[^]]*]",
			"validation=[" + folder.resolve("train") + "]") + "output=[" + out + "] architectures=[" + SMALL +
			"] epochs=3'); return '';");
		final List<String> row = rows("architectures.csv").get(1);
		assertEquals(row.get(4), row.get(3));
	}

	@Test
	void whatIsCompleteIsNotTrainedAgainAndNewOnesAreAdded() throws IOException {
		MacroRunner.value(compare("epochs=1 seeds=1 architectures=[" + SMALL + "]") + "return '';");
		final Path history = out.resolve("zfnet-tiny-remove-2-3-4-6-7/seed-1/history.csv");
		final FileTime written = Files.getLastModifiedTime(history);
		final List<String> before = rows("architectures.csv").get(1);
		assertEquals("2", MacroRunner.value(compare("epochs=1 seeds=1 architectures=[alexnet-tiny remove 3 4 6 7," + SMALL +
			"] resume") + "return '' + nResults;"));
		assertEquals(written, Files.getLastModifiedTime(history));
		assertEquals(before, rows("architectures.csv").get(2));
		assertEquals("alexnet-tiny remove 3 4 6 7", rows("architectures.csv").get(1).get(0));
		MacroRunner.value(compare("epochs=1 seeds=1 architectures=[" + SMALL + "]") + "return '';");
		assertTrue(written.compareTo(Files.getLastModifiedTime(history)) < 0, "without resume it is trained again");
	}

	@Test
	void otherConditionsCannotBeResumed() throws IOException {
		MacroRunner.value(compare("epochs=1 architectures=[" + SMALL + "]") + "return '';");
		assertRefused("was started with epochs 1, which is now 2", "resume epochs=2 architectures=[" + SMALL + "]");
		Files.delete(folder.resolve("train/red/p3.png"));
		assertRefused("was started with training pictures 18 with checksum", "resume epochs=1 architectures=[" + SMALL + "]");
		assertEquals(2, rows("architectures.csv").size());
	}

	@Test
	void anInterruptedComparisonKeepsItsRowsAndGoesOnWhereItWas() throws Exception {
		final String options = "epochs=4 architectures=[" + SMALL + ",zfnet-tiny remove 6 7]";
		final Path second = out.resolve("zfnet-tiny-remove-6-7/seed-1");
		final List<String> rows = new ArrayList<>();
		final Thread escape = new Thread(() -> pressEscapeOnce(second.resolve("latest.training")));
		escape.start();
		try {
			rows.add(MacroRunner.value(compare(options) + "return '' + nResults + getResultString('architecture', 0);"));
		}
		finally {
			escape.interrupt();
			escape.join();
			IJ.resetEscape();
		}
		assertEquals(List.of("1" + SMALL), rows);
		assertEquals(2, rows("architectures.csv").size());
		final List<String> begun = Files.readAllLines(second.resolve("history.csv"));
		assertTrue(begun.size() > 1 && begun.size() < 5, begun::toString);
		assertEquals("2", MacroRunner.value(compare(options + " resume") + "return '' + nResults;"));
		final List<String> whole = Files.readAllLines(second.resolve("history.csv"));
		assertEquals(5, whole.size());
		assertEquals(begun, whole.subList(0, begun.size()));
	}

	private static void pressEscapeOnce(final Path file) {
		try {
			while (!Files.exists(file))
				Thread.sleep(5);
			IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aTrainingThatDivergesHasARowWithoutNumbersAndTheOthersGoOn() throws IOException {
		final MacroRunner.Outcome outcome = MacroRunner.run(compare("rate=1e30 epochs=2 architectures=[" + SMALL +
			",zfnet-tiny remove 6 7]") + "return '' + nResults;");
		assertEquals(List.of(), outcome.errors());
		assertEquals("2", outcome.value());
		final List<String> row = rows("architectures.csv").get(1);
		assertEquals(List.of("NaN", "NaN", "NaN"), row.subList(3, 6));
		assertTrue(Files.readString(out.resolve("architectures-seeds.csv")).contains("a smaller rate helps"));
	}

	@Test
	void withoutAnOutputFolderOnlyTheTableIsShown() throws IOException {
		final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		final long before = leftovers(temporary);
		assertEquals("1", MacroRunner.value("run('Compare Architectures...', '" + pictures + "epochs=1 architectures=[" +
			SMALL + "]'); return '' + nResults;"));
		assertEquals(before, leftovers(temporary));
	}

	private static long leftovers(final Path temporary) throws IOException {
		try (Stream<Path> files = Files.list(temporary)) {
			return files.filter(file -> file.getFileName().toString().startsWith("zfnet-comparison")).count();
		}
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceBeforeAnythingIsTrained() {
		assertRefused("'architectures'", "epochs=1");
		assertRefused("layer 8 scores the classes", "architectures=[" + SMALL + ",zfnet-tiny remove 8]");
		assertRefused("The architecture 'zfnet-tiny remove 3 4' occurs twice",
			"architectures=[zfnet-tiny remove 3 4,zfnet-tiny remove 4 3]");
		assertRefused("'resnet'", "architectures=resnet");
		assertRefused("'seeds' is '1,b'", "architectures=zfnet-tiny seeds=1,b");
		assertRefused("momentum is 1.5", "architectures=zfnet-tiny momentum=1.5");
		final String error = MacroRunner.run("run('Compare Architectures...', '" + pictures +
			"architectures=zfnet-tiny resume');").error();
		assertTrue(error.contains("'resume' is set without 'output'"), error);
		assertFalse(Files.exists(out));
	}

	private void assertRefused(final String part, final String options) {
		final String error = MacroRunner.run(compare(options)).error();
		assertTrue(error.contains(part), error);
		assertFalse(error.contains("\n"), error);
	}
}

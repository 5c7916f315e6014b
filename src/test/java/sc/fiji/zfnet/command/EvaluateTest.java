package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.testing.ColourModels;
import sc.fiji.zfnet.testing.MacroRunner;

/** Evaluate through macros. */
class EvaluateTest {

	private static final String COLUMNS =
		"model,images,top1_error,top5_error,top1_low,top1_high,top5_low,top5_high,views,device";

	@TempDir
	private Path folder;

	@BeforeEach
	void makeModelsAndPictures() throws IOException {
		install("plain", new float[][] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, "red", "green", "blue");
		install("green-blind", new float[][] { { 0, 0, 9 }, { 0, 0, 0 }, { 9, 0, 0 } }, "blue", "green", "red");
		ColourModels.flat(folder.resolve("pictures/red/a.png"), 4, 4, 255, 0, 0);
		ColourModels.flat(folder.resolve("pictures/green/b.png"), 30, 20, 40, 255, 0);
		ColourModels.flat(folder.resolve("pictures/green/c.png"), 4, 4, 0, 255, 30);
		ColourModels.flat(folder.resolve("pictures/blue/d.png"), 4, 4, 0, 0, 255);
		Files.writeString(folder.resolve("pictures/blue/broken.png"), "not a picture");
	}

	private void install(final String name, final float[][] scores, final String... labels) throws IOException {
		new ModelStore(List.of(folder.resolve("models"))).install(name, ModelDescription.of(name, "Made by hand.",
			ColourModels.PREPROCESSING), ColourModels.network(4, scores), new Labels(List.of(labels)), false, made -> {});
	}

	private String path(final String relative) {
		return folder.resolve(relative).toString();
	}

	private String evaluate(final String models, final String more) {
		return "run('Evaluate...', 'models=[" + models + "] folder=[" + path("pictures") + "] output=[" + path("out") + "] " +
			more + "');";
	}

	private List<String> lines(final String file) throws IOException {
		return Files.readAllLines(folder.resolve("out").resolve(file));
	}

	@Test
	void theListOfSkippedFilesOfAnEarlierRunDoesNotStay() throws IOException {
		MacroRunner.value(evaluate(path("models/plain"), ""));
		assertEquals(2, lines("skipped-files.csv").size());
		Files.delete(folder.resolve("pictures/blue/broken.png"));
		MacroRunner.value(evaluate(path("models/plain"), ""));
		assertTrue(Files.notExists(folder.resolve("out/skipped-files.csv")));
	}

	@Test
	void aFileInPlaceOfTheOutputFolderIsToldBeforeTheWork() throws IOException {
		Files.writeString(folder.resolve("out"), "a file");
		assertError("Output folder '" + path("out") + "' cannot be created", "run('Evaluate...', 'models=none folder=none output=[" +
			path("out") + "]');");
	}

	@Test
	void oneModelGivesOneRowItsConfusionItsMistakesAndTheSkippedFiles() throws IOException {
		final String shown = MacroRunner.value(evaluate(path("models/green-blind"), "") +
			"return '' + nResults + ' ' + getResult('top1_error', 0) + ' ' + getTitle();");
		assertEquals("1 0.5 Confusion matrix of green-blind", shown);
		assertEquals(COLUMNS, lines("evaluation.csv").get(0));
		assertTrue(lines("evaluation.csv").get(1).startsWith("green-blind,4,0.5,0.0,0.15"), lines("evaluation.csv").get(1));
		assertEquals(List.of("true_class,predicted_class,count", "blue,blue,1", "green,blue,1", "green,red,1", "red,red,1"),
			lines("confusion.csv"));
		assertEquals(3, lines("mistakes.csv").size());
		assertTrue(lines("mistakes.csv").get(1).startsWith("green/b.png,green,red,0."), lines("mistakes.csv").get(1));
		assertTrue(lines("skipped-files.csv").get(1).contains("broken.png"));
		final ImagePlus counts = IJ.openImage(path("out/confusion.tif"));
		assertArrayEquals(new int[] { 3, 3, 1, 2, 1 }, counts.getDimensions());
		assertEquals(32, counts.getBitDepth());
		assertEquals(1, counts.getStack().getVoxel(2, 1, 0)); // green taken for red
		assertEquals(0.5, counts.getStack().getVoxel(2, 1, 1));
		assertTrue(counts.getInfoProperty().contains("y1=green"), counts.getInfoProperty());
		assertTrue(Files.size(folder.resolve("out/confusion.png")) > 0);
		assertTrue(Files.size(folder.resolve("out/mistakes.png")) > 0);
	}

	@Test
	void severalModelsGiveARowEachAndThenTheirAverage() throws IOException {
		MacroRunner.value(evaluate(path("models/plain") + ", " + path("models/green-blind"), "views=10") + "return '';");
		final List<String> rows = lines("evaluation.csv");
		assertEquals(4, rows.size());
		assertTrue(rows.get(1).startsWith("plain,4,0.0,0.0,0.0,"), rows.get(1));
		assertTrue(rows.get(2).startsWith("green-blind,4,0.5,"), rows.get(2));
		assertTrue(rows.get(3).startsWith("average,4,0.5,"), rows.get(3));
		assertTrue(rows.get(3).contains(",10,"), rows.get(3));
	}

	@Test
	void withoutMistakesThereIsNoMontage() {
		MacroRunner.value(evaluate(path("models/plain"), "") + "return '';");
		assertFalse(Files.exists(folder.resolve("out/mistakes.png")));
		assertTrue(Files.exists(folder.resolve("out/mistakes.csv")));
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndNothingIsWritten() throws IOException {
		final String model = path("models/plain");
		assertError("There is no model 'nothing'", evaluate(model + ",nothing", ""));
		assertError("'models'", evaluate(model + ",", ""));
		assertError("twice", evaluate(model + "," + model, ""));
		assertError("does not exist", "run('Evaluate...', 'models=[" + model + "] folder=[" + path("nowhere") + "]');");
		assertError("'models' is missing", "run('Evaluate...', 'folder=[" + path("pictures") + "]');");
		assertError("'folder' is missing", "run('Evaluate...', 'models=[" + model + "]');");
		assertError("'views'", evaluate(model, "views=5"));
		ColourModels.flat(folder.resolve("pictures/violet/a.png"), 4, 4, 255, 0, 255);
		assertError("does not know the class 'violet'", evaluate(model, ""));
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private static void assertError(final String part, final String macro) {
		final String error = MacroRunner.run(macro).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}
}

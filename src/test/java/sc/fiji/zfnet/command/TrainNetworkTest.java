package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.training.ColouredPictures;

/** Train Network through macros, on a few generated pictures. */
class TrainNetworkTest {

	@TempDir
	private Path folder;
	private Path models;
	private String pictures;

	@BeforeEach
	void writePictures() throws IOException {
		models = Files.createDirectory(folder.resolve("installed models"));
		pictures = "train=[" + ColouredPictures.write(folder.resolve("train"), 64, 1, 8, 8, 8) + "] validation=[" +
			ColouredPictures.write(folder.resolve("val"), 64, 2, 2, 2, 2) + "] batch=8 seed=3 warmup=0.5 dropout=0.1 ";
		MacroRunner.value("run('ZFNet Options...', 'models=[" + models + "]'); return '';");
	}

	@AfterEach
	void forgetModels() {
		MacroRunner.value("run('ZFNet Options...'); return '';");
	}

	@Test
	void aTrainedModelIsInstalledAndClassifies() throws IOException {
		final Path output = folder.resolve("out");
		final String found = MacroRunner.value("run('Train Network...', '" + pictures +
			"name=colours epochs=6 checkpoints=1,3 output=[" + output + "]'); rows = nResults;" +
			"top1 = getResult('validation_top1', 5); open('" + folder.resolve("val/n00000001_blue_ones/p1.png") + "');" +
			"run('Classify...', 'model=colours'); return '' + rows + '/' + top1 + '/' + getResultString('class', 0);");
		assertEquals("6/1/blue ones", found);
		final ModelFolder installed = ModelFolder.open(models.resolve("colours"));
		assertEquals(Set.of(1, 3, 6), installed.checkpoints().keySet());
		assertEquals(List.of("green", "blue ones", "red"), installed.labels().names());
		assertEquals(24, installed.description().details().get("training_pictures"));
		final List<String> history = Files.readAllLines(output.resolve("history.csv"));
		assertEquals("epoch,seconds,rate,train_loss,train_top1,validation_loss,validation_top1,validation_top5", history.get(
			0));
		assertEquals(history, Files.readAllLines(models.resolve("colours/history.csv")));
		assertTrue(Files.exists(output.resolve("checkpoints/epoch-003.onnx")));
		assertTrue(Files.size(models.resolve("checked-layers.txt")) > 0, "layers found right are remembered");
	}

	@Test
	void resumeAddsEpochsToATrainingInTheSameFolder() throws IOException {
		final String command = "run('Train Network...', '" + pictures + "name=colours output=[" + folder.resolve("out") + "] ";
		final MacroRunner.Outcome first = MacroRunner.run(command + "epochs=1'); return '';");
		assertTrue(first.printed().stream().anyMatch(line -> line.matches(
			"Installed the model 'colours'; \\d{1,3} % of the time in TensorFlow, [1-9]\\d* pictures per second.*")), first
				.printed()::toString);
		assertEquals("3", MacroRunner.value(command + "epochs=3 resume'); return '' + nResults;"));
		assertEquals(Set.of(1, 2, 3), ModelFolder.open(models.resolve("colours")).checkpoints().keySet());
	}

	@Test
	void resumingDoesNotReplaceAModelOfAnotherArchitecture() throws IOException {
		final String zfnet = pictures + "output=[" + folder.resolve("out") + "] ";
		MacroRunner.value("run('Train Network...', '" + zfnet + "name=colours epochs=1'); " +
			"run('Train Network...', '" + pictures + "name=other architecture=alexnet-tiny epochs=1'); return '';");
		assertRefused("'other' is already installed", zfnet + "name=other epochs=2 resume");
	}

	@Test
	void nothingButTheModelIsLeftWithoutAnOutputFolder() throws IOException {
		MacroRunner.value("run('Train Network...', '" + pictures + "name=colours epochs=1'); return '';");
		try (var unfinished = Files.list(models.resolve(".unfinished"))) {
			assertEquals(List.of(), unfinished.toList());
		}
	}

	@Test
	void resumingWithAnotherRateMustBeAskedForAndIsWrittenDown() throws IOException {
		final String command = pictures + "name=colours output=[" + folder.resolve("out") + "] ";
		MacroRunner.value("run('Train Network...', '" + command + "epochs=1'); return '';");
		assertRefused("used rate 0.01 (now 0.002)", command + "epochs=2 rate=0.002 resume");
		MacroRunner.value("run('Train Network...', '" + command + "epochs=2 rate=0.002 resume changed'); return '';");
		assertEquals(List.of("rate 0.01 until epoch 1, then 0.002"), ModelFolder.open(models.resolve("colours"))
			.description().details().get("changed_on_resuming"));
	}

	@Test
	void unreadablePicturesAreSkippedAndListed() throws IOException {
		Files.write(folder.resolve("train/n00000001_blue_ones/broken.png"), new byte[] { 1, 2, 3 });
		final Path output = folder.resolve("out");
		final MacroRunner.Outcome outcome = MacroRunner.run("run('Train Network...', '" + pictures +
			"name=colours epochs=1 output=[" + output + "]'); return '';");
		assertEquals(List.of(), outcome.errors());
		assertTrue(outcome.printed().stream().anyMatch(line -> line.contains("skipped") && line.contains("broken.png")), outcome
			.printed()::toString);
		assertTrue(Files.readString(output.resolve("skipped-files.csv")).contains("broken.png"));
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndInstallNothing() throws IOException {
		assertRefused("'train'", "name=colours");
		assertRefused("'name'", pictures);
		assertRefused("'googlenet'", pictures + "name=colours architecture=googlenet");
		assertRefused("momentum is 1.5", pictures + "name=colours momentum=1.5");
		assertRefused("'checkpoints' is '1,b'", pictures + "name=colours checkpoints=1,b");
		assertRefused("no such", "train=[" + folder.resolve("no such") + "] name=colours");
		assertRefused("no interrupted training", pictures + "name=colours resume");
		assertRefused("a/b", pictures + "name=a/b");
		assertRefused("a smaller rate helps", pictures + "name=colours rate=1e30 epochs=5");
		assertFalse(Files.exists(models.resolve("colours")));
	}

	private static void assertRefused(final String part, final String options) {
		final String error = MacroRunner.run("run('Train Network...', '" + options + "');").error();
		assertTrue(error.contains(part), error);
	}
}

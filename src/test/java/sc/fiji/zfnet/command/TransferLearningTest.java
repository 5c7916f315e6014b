package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.process.ColorProcessor;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.transfer.FeatureExtraction;
import sc.fiji.zfnet.analysis.transfer.LayerFeatures;
import sc.fiji.zfnet.analysis.transfer.LinearClassifier;
import sc.fiji.zfnet.analysis.transfer.LinearMethod;
import sc.fiji.zfnet.analysis.transfer.StratifiedFolds;
import sc.fiji.zfnet.analysis.transfer.TransferExperiment;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.service.Settings;
import sc.fiji.zfnet.testing.ColourModels;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;
import sc.fiji.zfnet.testing.Services;

/** Transfer Learning through macros. */
class TransferLearningTest {

	private static final List<String> CLASSES = List.of("leaf", "sky", "soil");

	@TempDir
	private Path folder;
	private Path model;
	private Settings before;

	@BeforeEach
	void makeModelAndPictures() throws IOException {
		model = TestModels.install(folder.resolve("source"), "chain");
		before = Services.settings().load();
		Services.settings().save(new Settings(before.device(), before.threads(), before.precision(), Optional.of(folder.resolve("models"))));
		fill("pictures", 8, 1);
	}

	@AfterEach
	void restoreSettings() {
		Services.models().release();
		Services.settings().save(before);
	}

	/** Noisy pictures of three colours. */
	private void fill(final String name, final int perClass, final long seed) throws IOException {
		final Random random = new Random(seed);
		final int[][] colours = { { 40, 160, 50 }, { 80, 120, 220 }, { 140, 90, 40 } };
		for (int i = 0; i < 3 * perClass; i++) {
			final ColorProcessor pixels = new ColorProcessor(32, 32);
			for (int p = 0; p < 1024; p++) {
				int rgb = 0;
				for (final int channel : colours[i % 3])
					rgb = rgb << 8 | channel + random.nextInt(60) - 30;
				pixels.set(p, rgb);
			}
			ColourModels.save(folder.resolve(name).resolve(CLASSES.get(i % 3)).resolve(i + ".png"), pixels);
		}
	}

	private String transfer(final String more) {
		return "run('Transfer Learning...', 'model=[" + model + "] folder=[" + folder.resolve("pictures") + "] output=[" +
			folder.resolve("out") + "] " + more + "');";
	}

	private List<String> rows() throws IOException {
		return Files.readAllLines(folder.resolve("out/transfer.csv"));
	}

	@Test
	void everyLayerAndNumberHasARowWithMeanAndDeviation() throws IOException {
		Files.writeString(folder.resolve("pictures/sky/broken.png"), "not a picture");
		final String shown = MacroRunner.value(transfer("layers=pool1,relu3 classifier=svm perclass=2,4 folds=2") +
			"return '' + nResults + ' ' + getTitle();");
		assertEquals("4 Transfer learning on pictures", shown);
		assertTrue(rows().get(0).startsWith("initial,layer,classifier,per_class,accuracy_mean,accuracy_std"), rows().get(0));
		final List<String> begins = List.of("chain,pool1,svm,2,", "chain,pool1,svm,4,", "chain,relu3,svm,2,",
			"chain,relu3,svm,4,");
		for (int i = 0; i < 4; i++) {
			final String row = rows().get(i + 1);
			assertTrue(row.startsWith(begins.get(i)), row);
			final double accuracy = Double.parseDouble(row.split(",")[4]);
			// The three colours differ so much that random filters see it.
			assertTrue(accuracy > 0.6 && accuracy <= 1, row);
			assertTrue(Double.parseDouble(row.split(",")[5]) >= 0, row);
		}
		assertTrue(Files.size(folder.resolve("out/transfer.png")) > 0);
		assertTrue(Files.size(folder.resolve("out/transfer-layers.png")) > 0);
		assertTrue(Files.readString(folder.resolve("out/skipped-files.csv")).contains("broken.png"));
	}

	@Test
	void theDefaultIsASoftmaxOnTheLastHiddenLayerAndNumbersThatCannotBeHadAreLeftOut() throws IOException {
		MacroRunner.value(transfer("perclass=5,15 folds=4") + "return '';");
		assertEquals(2, rows().size());
		assertTrue(rows().get(1).startsWith("chain,relu3,softmax,5,"), rows().get(1));
		assertFalse(Files.exists(folder.resolve("out/transfer-layers.png")));
	}

	@Test
	void theInstalledModelClassifiesAsItsClassifierDoes() throws IOException {
		for (final String classifier : List.of("softmax", "svm")) {
			MacroRunner.value(transfer("layers=pool1 perclass=4 folds=2 name=[soil " + classifier + "] classifier=" +
				classifier) + "return '';");
			final ModelFolder made = Services.models().folder("soil " + classifier);
			assertEquals(CLASSES, made.labels().names());
			final LabelledFiles pictures = LabelledFiles.of(PictureFolder.list(folder.resolve("pictures")));
			try (Classifier source = Classifier.open(model)) {
				final LayerFeatures features = new FeatureExtraction(source, List.of("pool1")).run(pictures, Progress.NONE);
				final LinearClassifier expected = new TransferExperiment(features, Optional.empty(), new StratifiedFolds(features
					.pictures().labels(), CLASSES, 2, 1), LinearMethod.of(classifier)).trainOnAll("pool1");
				for (int i = 0; i < 24; i += 5) {
					final double[] scores = expected.scores(features.vectors().get("pool1")[i]);
					double sum = 0;
					for (final double score : scores)
						sum += Math.exp(score);
					final String[] found = MacroRunner.value("run('Classify...', 'model=[soil " + classifier + "] image=[" + pictures
						.files().get(i) + "] top=3'); s = ''; for (r = 0; r < 3; r++) s += getResultString('class', r) + '=' + " +
						"getResult('probability', r) + ' '; return s;").split(" ");
					for (final String entry : found) {
						final String[] cell = entry.split("=");
						assertEquals(Math.exp(scores[CLASSES.indexOf(cell[0])]) / sum, Double.parseDouble(cell[1]), 1e-3, entry);
					}
				}
			}
			assertEquals("12", MacroRunner.value("run('Deconvnet Projection...', 'model=[soil " + classifier + "] image=[" +
				pictures.files().get(0) + "] layer=relu1 maps=0,1'); run('Model Info...', 'model=[soil " + classifier +
				"]'); run('Evaluate...', 'models=[soil " + classifier + "] folder=[" + folder.resolve("pictures") +
				"]'); return '' + 12 * (getResult('top1_error', 0) < 0.1);"));
		}
	}

	@Test
	void anInstalledModelIsReplacedOnlyIfAsked() throws IOException {
		final String once = "perclass=4 folds=2 name=mine ";
		MacroRunner.value(transfer(once) + "return '';");
		Files.delete(folder.resolve("out/transfer.csv"));
		assertError("A model 'mine' is already installed", transfer(once));
		assertFalse(Files.exists(folder.resolve("out/transfer.csv")), "refused only after the work");
		MacroRunner.value(transfer(once + "classifier=svm replace") + "return '';");
		final Map<String, Object> details = Services.models().folder("mine").description().details();
		assertEquals("svm", details.get("classifier"));
	}

	@Test
	void validationPicturesAreTestedOnAndTrainingFromScratchIsTheBaseline() throws IOException {
		fill("validation", 3, 2);
		MacroRunner.value(transfer("validation=[" + folder.resolve("validation") +
			"] perclass=8 folds=1 scratch epochs=12") + "return '';");
		assertEquals(3, rows().size());
		assertTrue(rows().get(1).startsWith("chain,relu3,softmax,8,"), rows().get(1));
		assertTrue(rows().get(1).contains(",NaN,1,3,"), rows().get(1));
		assertTrue(rows().get(2).startsWith("scratch,,softmax,8,"), rows().get(2));
		final double accuracy = Double.parseDouble(rows().get(2).split(",")[4]);
		assertTrue(accuracy >= 0 && accuracy <= 1, rows().get(2));
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndNothingIsWritten() throws IOException {
		assertError("There is no layer 'fc9'", transfer("layers=fc9"));
		assertError("'perclass'", transfer("perclass=4,none"));
		assertError("the smallest class has 4 training pictures", transfer("perclass=15 folds=2"));
		assertError("The number of folds is 1", transfer("folds=1"));
		assertError("at least one for each of the 9 folds", transfer("folds=9"));
		assertError("'classifier'", transfer("classifier=forest"));
		assertError("cannot be used", transfer("name=a/b"));
		fill("validation", 1, 2);
		Files.move(folder.resolve("validation/sky"), folder.resolve("validation/sea"));
		assertError("'sea'", transfer("perclass=4 validation=[" + folder.resolve("validation") + "]"));
		ColourModels.flat(folder.resolve("only/one/a.png"), 32, 32, 9, 9, 9);
		assertError("pictures of one class", "run('Transfer Learning...', 'model=[" + model + "] folder=[" + folder.resolve(
			"only") + "]');");
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private static void assertError(final String part, final String macro) {
		final String error = MacroRunner.run(macro).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}
}

package sc.fiji.zfnet.analysis.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.process.ColorProcessor;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.testing.ColourModels;

/** Evaluation on networks and pictures whose answers can be worked out by hand. */
class EvaluationTest {

	private static final float[][] COLOURS = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };

	@TempDir
	private Path folder;
	private final List<Classifier> open = new ArrayList<>();

	@AfterEach
	void close() {
		open.forEach(Classifier::close);
	}

	private EvaluatedModel model(final String name, final TrainedNetwork network, final String... labels) {
		open.add(ColourModels.classifier(network, labels));
		return new EvaluatedModel(name, open.get(open.size() - 1));
	}

	private EvaluatedModel colours(final String... labels) {
		return model("colours", ColourModels.network(4, COLOURS), labels);
	}

	private EvaluationResult evaluate(final boolean tenViews, final EvaluatedModel... models) throws IOException {
		return new Evaluation(List.of(models), tenViews).run(LabelledFiles.of(PictureFolder.list(folder)), Progress.NONE);
	}

	@Test
	void errorsConfusionsAndMistakesAreThoseCountedByHand() throws IOException {
		ColourModels.flat(folder.resolve("red/a.png"), 4, 4, 250, 0, 0);
		ColourModels.flat(folder.resolve("red/b.png"), 9, 7, 100, 0, 200); // taken for blue
		ColourModels.flat(folder.resolve("green/a.png"), 4, 4, 0, 10, 0);
		ColourModels.flat(folder.resolve("blue/a.png"), 4, 4, 255, 0, 0); // taken for red
		ColourModels.flat(folder.resolve("blue/b.png"), 4, 4, 0, 0, 1);
		final EvaluationResult result = evaluate(false, colours("red", "green", "blue"));
		assertEquals(1, result.errors().size());
		final ModelErrors errors = result.errors().get(0);
		assertEquals("colours", errors.model());
		assertEquals(new ErrorRate(2, 5), errors.top1());
		assertEquals(0.4, errors.top1().value());
		assertEquals(List.of("blue", "green", "red"), result.confusion().trueClasses());
		assertEquals(List.of("blue", "green", "red"), result.confusion().predictedClasses());
		assertArrayEquals(new int[][] { { 1, 0, 1 }, { 0, 1, 0 }, { 1, 0, 1 } }, result.confusion().counts());
		assertEquals(2, result.mistakes().size());
		final Mistake surest = result.mistakes().get(0);
		assertEquals("blue/a.png", surest.picture().name());
		assertEquals("blue", surest.trueClass());
		assertEquals("red", surest.predictedClass());
		assertEquals(Math.E / (Math.E + 2), surest.probability(), 1e-6);
		assertEquals(1 / (Math.E + 2), surest.trueProbability(), 1e-6);
	}

	@Test
	void equalProbabilitiesGoToTheLowerIndex() throws IOException {
		ColourModels.flat(folder.resolve("red/a.png"), 4, 4, 90, 90, 0);
		ColourModels.flat(folder.resolve("green/a.png"), 4, 4, 90, 90, 0);
		final EvaluationResult result = evaluate(false, colours("red", "green", "blue"));
		assertEquals(new ErrorRate(1, 2), result.errors().get(0).top1());
		assertEquals("green", result.mistakes().get(0).trueClass());
		final EvaluationResult other = evaluate(false, model("other", ColourModels.network(4, new float[][] { { 0, 1, 0 }, { 1,
			0, 0 }, { 0, 0, 1 } }), "green", "red", "blue"));
		assertEquals("red", other.mistakes().get(0).trueClass());
	}

	@Test
	void ofFewerThanFiveClassesEveryOneIsAmongTheFiveBest() throws IOException {
		ColourModels.flat(folder.resolve("red/a.png"), 4, 4, 0, 200, 100);
		final ModelErrors errors = evaluate(false, colours("red", "green", "blue")).errors().get(0);
		assertEquals(1, errors.top1().errors());
		assertEquals(0, errors.top5().errors());
	}

	@Test
	void theSixthBestIsMissedAndTiesForTheFifthPlaceGoToTheLowerIndex() throws IOException {
		// On red, the scores of a to g are 6, 5, 4, 3, 1, 1, 0: e is the fifth, f the sixth for its index alone.
		final float[][] scores = { { 6, 0, 0 }, { 5, 0, 0 }, { 4, 0, 0 }, { 3, 0, 0 }, { 1, 0, 0 }, { 1, 0, 0 }, { 0, 0, 0 } };
		final EvaluatedModel model = model("seven", ColourModels.network(4, scores), "a", "b", "c", "d", "e", "f", "g");
		for (final String name : List.of("a", "d", "e", "f", "g"))
			ColourModels.flat(folder.resolve(name + "/red.png"), 4, 4, 255, 0, 0);
		final ModelErrors errors = evaluate(false, model).errors().get(0);
		assertEquals(new ErrorRate(4, 5), errors.top1());
		assertEquals(new ErrorRate(2, 5), errors.top5());
	}

	@Test
	void severalModelsOfOtherSizesAndOrdersAreAveragedByTheNamesOfTheirClasses() throws IOException {
		ColourModels.flat(folder.resolve("red/a.png"), 20, 20, 255, 204, 0);
		ColourModels.flat(folder.resolve("green/a.png"), 20, 20, 255, 204, 0);
		final EvaluatedModel first = colours("red", "green", "blue");
		// Scores of blue, green, red; green counts double, so that the picture is green here and red there.
		final EvaluatedModel second = model("second", ColourModels.network(7, new float[][] { { 0, 0, 1 }, { 0, 2, 0 }, { 1, 0,
			0 } }), "Blue", "Green", "Red");
		final EvaluationResult result = evaluate(false, first, second);
		assertEquals(List.of("colours", "second", "average"), result.errors().stream().map(ModelErrors::model).toList());
		assertEquals(List.of(1, 1, 1), result.errors().stream().map(errors -> errors.top1().errors()).toList());
		final double sum1 = Math.exp(1) + Math.exp(0.8) + 1;
		final double sum2 = Math.exp(1) + Math.exp(1.6) + 1;
		final double red = (Math.exp(1) / sum1 + Math.exp(1) / sum2) / 2;
		final double green = (Math.exp(0.8) / sum1 + Math.exp(1.6) / sum2) / 2;
		final Mistake mistake = result.mistakes().get(0);
		assertEquals("red", mistake.trueClass());
		assertEquals("green", mistake.predictedClass());
		assertEquals(green, mistake.probability(), 1e-6);
		assertEquals(red, mistake.trueProbability(), 1e-6);
	}

	@Test
	void tenViewsAreTheMeanOfFourCornersTheCentreAndTheirMirrorImages() throws IOException {
		// The scaled picture is 8 × 8 for an input of 7 × 7; the network looks at the red of the upper left pixel alone.
		final Network network = Network.input("data", new Shape(3, 7, 7)).add("flat", new Flatten()).add("scores", new Dense(2,
			false)).add("softmax", new Softmax()).build();
		final float[] kernel = new float[2 * 147];
		kernel[0] = 4;
		final EvaluatedModel model = model("pixel", new TrainedNetwork(network, new Weights(network, Map.of("scores",
			new LayerWeights(kernel, new float[0])))), "bright", "dark");
		final ColorProcessor picture = new ColorProcessor(8, 8);
		for (int y = 0; y < 8; y++)
			for (int x = 0; x < 8; x++)
				picture.set(x, y, 30 * x + 2 * y << 16);
		ColourModels.save(folder.resolve("dark/a.png"), picture);
		final int[][] seen = { { 0, 0 }, { 1, 0 }, { 0, 1 }, { 1, 1 }, { 0, 0 }, { 6, 0 }, { 7, 0 }, { 6, 1 }, { 7, 1 }, { 6,
			0 } };
		double bright = 0;
		for (final int[] pixel : seen)
			bright += 0.1 / (1 + Math.exp(-4 * (30 * pixel[0] + 2 * pixel[1]) / 255.0));
		final Mistake mistake = evaluate(true, model).mistakes().get(0);
		assertEquals(bright, mistake.probability(), 1e-5);
		assertEquals(1 - bright, mistake.trueProbability(), 1e-5);
	}

	@Test
	void manyPicturesInSeveralRunsOfTheGraphKeepTheirClasses() throws IOException {
		int wrong = 0;
		for (int i = 0; i < 150; i++) {
			final boolean confused = i % 7 == 3;
			if (confused) wrong++;
			ColourModels.flat(folder.resolve((i % 2 == 0 ? "red/" : "green/") + i + ".png"), 4 + i % 5, 4, i % 2 == 0 != confused
				? 200 : 0, 100, 0);
		}
		assertEquals(new ErrorRate(wrong, 150), evaluate(false, colours("red", "green", "blue")).errors().get(0).top1());
	}

	@Test
	void damagedFilesAreListedAndPassedOver() throws IOException {
		ColourModels.flat(folder.resolve("red/a.png"), 4, 4, 200, 0, 0);
		Files.writeString(folder.resolve("red/broken.png"), "no picture");
		final EvaluationResult result = evaluate(false, colours("red", "green", "blue"));
		assertEquals(new ErrorRate(0, 1), result.errors().get(0).top1());
		assertEquals(List.of("red/broken.png"), result.skipped().stream().map(skipped -> skipped.picture().name()).toList());
		Files.delete(folder.resolve("red/a.png"));
		assertTrue(assertThrows(IOException.class, () -> evaluate(false, colours("red", "green", "blue"))).getMessage()
			.startsWith("None of the 1 pictures can be read"));
	}

	@Test
	void classesAreFoundWhateverTheirCaseTheirUnderscoresAndTheirWordNetNumbers() throws IOException {
		for (final String name : List.of("RED", "n01440764_light_green", "n02000000"))
			ColourModels.flat(folder.resolve(name + "/a.png"), 4, 4, name.startsWith("R") ? 9 : 0, name.endsWith("n") ? 9 : 0, name
				.endsWith("0") ? 9 : 0);
		assertEquals(new ErrorRate(0, 3), evaluate(false, colours("red", "light green", "n02000000_blue")).errors().get(0)
			.top1());
	}

	@Test
	void aClassThatAModelDoesNotKnowIsNamed() throws IOException {
		ColourModels.flat(folder.resolve("violet/a.png"), 4, 4, 9, 0, 9);
		final String message = assertThrows(IllegalArgumentException.class, () -> evaluate(false, colours("red", "green",
			"blue"))).getMessage();
		assertTrue(message.contains("'colours'") && message.contains("'violet'") && message.contains("red, green, blue"),
			message);
	}

	@Test
	void modelsOfOtherClassesAreNotAveraged() {
		final String message = assertThrows(IllegalArgumentException.class, () -> new Evaluation(List.of(colours("red", "green",
			"blue"), colours("red", "green", "black")), false)).getMessage();
		assertTrue(message.contains("'blue'"), message);
	}

	@Test
	void intervalsAreThoseOfWilson() {
		// Worked by hand with z = 1.959964: centre (p + z²/2n) / (1 + z²/n), half width z/(1 + z²/n) √(p(1−p)/n + z²/4n²).
		final double z = 1.959963984540054;
		final ErrorRate rate = new ErrorRate(30, 100);
		final double scale = 1 / (1 + z * z / 100);
		final double half = z * scale * Math.sqrt(0.3 * 0.7 / 100 + z * z / 40000);
		assertEquals(scale * (0.3 + z * z / 200) - half, rate.low(), 1e-9);
		assertEquals(scale * (0.3 + z * z / 200) + half, rate.high(), 1e-9);
		assertEquals(0, new ErrorRate(0, 8).low());
		assertEquals(1, new ErrorRate(8, 8).high());
	}
}

package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Transform Invariance through macros, with numbers against plain loops. */
class TransformInvarianceTest {

	@TempDir
	private Path folder;
	private Path model;
	private Path out;

	@BeforeEach
	void installModel() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
		out = folder.resolve("out");
	}

	@Test
	void distancesAndProbabilitiesAreThoseOfThePlainNetworkForTheTransformedPictures() throws IOException {
		final String rows = MacroRunner.value(open(40, 50) + command(
			"transform=rotate from=0 to=270 step=45 layers=relu1,relu3,conv1 label=Bird") + " return '' + nResults;");
		assertEquals("7", rows);
		final List<String[]> table = table("invariance.csv");
		assertArrayEquals(new String[] { "value", "distance_relu1", "distance_relu3", "distance_conv1", "probability" }, List
			.of(table.get(0)).subList(0, 5).toArray());
		final ImagePlus stack = IJ.openImage(out.resolve("transformed.tif").toString());
		assertArrayEquals(new int[] { 32, 32, 3, 1, 7 }, stack.getDimensions());
		final PlainNetwork original = plain(stack, 0);
		for (int i = 0; i < 7; i++) {
			final String[] row = table.get(i + 1);
			assertEquals(45.0 * i, Double.parseDouble(row[0]));
			assertEquals("" + 45 * i, stack.getStack().getSliceLabel(3 * i + 1));
			final PlainNetwork transformed = plain(stack, i);
			int column = 1;
			for (final String layer : List.of("relu1", "relu3", "conv1")) {
				Bounded.distance(original.bounded(layer), transformed.bounded(layer)).check(layer + " at " + 45 * i, 0, Double
					.parseDouble(row[column++]));
			}
			transformed.bounded("softmax").check("at " + 45 * i, 2, Double.parseDouble(row[4]));
		}
		assertEquals(0, Double.parseDouble(table.get(1)[1]));
	}

	@Test
	void valuesAndLayersHaveThePapersDefaults() throws IOException {
		MacroRunner.value(open(32, 32) + command("") + " return '';");
		final List<String[]> shifts = table("invariance.csv");
		assertEquals("distance_relu1", shifts.get(0)[1]);
		assertEquals("distance_relu3", shifts.get(0)[2]);
		assertEquals("probability", shifts.get(0)[3]);
		assertEquals(-9, Double.parseDouble(shifts.get(1)[0]), "60 of 224 pixels, of 32");
		assertEquals(9, Double.parseDouble(shifts.get(shifts.size() - 1)[0]));
		MacroRunner.value(open(32, 32) + command("transform=scale") + " return '';");
		final List<String[]> factors = table("invariance.csv");
		assertEquals(1, Double.parseDouble(factors.get(1)[0]));
		assertEquals(1.8, Double.parseDouble(factors.get(factors.size() - 1)[0]));
		final ImagePlus plot = IJ.openImage(out.resolve("invariance.png").toString());
		assertTrue(plot.getWidth() > 900 && plot.getHeight() > 300, "three plots side by side");
	}

	@Test
	void directionTurnsTheShift() throws IOException {
		MacroRunner.value(open(32, 32) + command("direction=horizontal from=3 to=3") + " return '';");
		final ImagePlus stack = IJ.openImage(out.resolve("transformed.tif").toString());
		// Red of the picture is (7 x + 13 y) mod 256; uncovered is the mean red, 120.
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				assertEquals(x < 3 ? 120 : ((x - 3) * 7 + y * 13) % 256, stack.getStack().getProcessor(1).getf(x, y));
	}

	@Test
	void eachSliceOfAStackIsAPictureAndTheStackStaysAsItWas() throws IOException {
		final String slice = MacroRunner.value("newImage('s', '16-bit black', 32, 32, 3); for (i = 1; i <= 3; i++) {" +
			"setSlice(i); setColor(1000 * i); fillRect(3 * i, 5, 9, 11); setMetadata('Label', 'part ' + i); } setSlice(2);" +
			"setMinAndMax(0, 3000); " + command("transform=scale from=1 to=1.5 step=0.5 slices=all") +
			"selectImage('s'); getMinAndMax(lowest, highest); return '' + getSliceNumber() + ' ' + highest;");
		assertEquals("2 3000", slice);
		final List<String[]> table = table("invariance.csv");
		final int image = List.of(table.get(0)).indexOf("image");
		assertEquals(List.of("part 1", "part 1", "part 2", "part 2", "part 3", "part 3"), table.stream().skip(1).map(
			row -> row[image]).toList());
		final ImagePlus stack = IJ.openImage(out.resolve("transformed.tif").toString());
		assertArrayEquals(new int[] { 32, 32, 3, 1, 6 }, stack.getDimensions());
		assertEquals("1.5 part 3", stack.getStack().getSliceLabel(16));
		assertEquals(170, stack.getStack().getProcessor(7).getf(8, 7), 1e-3, "2000 of 3000");
	}

	@Test
	void aFolderGivesACurveAPictureAndTheMeanOfTheirAreas() throws IOException {
		final Path pictures = Files.createDirectories(folder.resolve("pictures/deep"));
		for (int i = 0; i < 3; i++)
			IJ.save(picture(30 + i, 40, i), pictures.resolve("p" + i + ".png").toString());
		MacroRunner.value(command("folder=[" + pictures.getParent() +
			"] transform=translate from=-2 to=2 label=cat,dog,3 layers=relu1") + " return '';");
		final List<String[]> table = table("invariance.csv");
		final List<String> header = List.of(table.get(0));
		assertEquals(16, table.size());
		final double[] areas = new double[3];
		for (int p = 0; p < 3; p++) {
			final String[] row = table.get(1 + 5 * p);
			assertEquals("deep/p" + p + ".png", row[header.indexOf("image")]);
			assertEquals(List.of("cat", "dog", "fish").get(p), row[header.indexOf("class")]);
			final ImagePlus stack = IJ.openImage(out.resolve("transformed.tif").toString());
			final double[] relative = new double[5];
			for (int v = 0; v < 5; v++) {
				final double[] before = plain(stack, 5 * p + 2).output("relu1");
				final double[] after = plain(stack, 5 * p + v).output("relu1");
				double squares = 0;
				double lengths = 0;
				for (int k = 0; k < before.length; k++) {
					squares += Math.pow(before[k] - after[k], 2);
					lengths += before[k] * before[k] + after[k] * after[k];
				}
				relative[v] = Math.sqrt(squares / lengths);
			}
			areas[p] = ((relative[0] + relative[4]) / 2 + relative[1] + relative[2] + relative[3]) / 4;
		}
		final List<String[]> summary = table("invariance-summary.csv");
		assertEquals("layer,area_mean,area_sem,images", String.join(",", summary.get(0)).substring(0, 31));
		assertEquals("relu1", summary.get(1)[0]);
		final double mean = (areas[0] + areas[1] + areas[2]) / 3;
		assertEquals(mean, Double.parseDouble(summary.get(1)[1]), 1e-5);
		double squares = 0;
		for (final double area : areas)
			squares += (area - mean) * (area - mean);
		assertEquals(Math.sqrt(squares / 2 / 3), Double.parseDouble(summary.get(1)[2]), 1e-5);
		assertEquals("3", summary.get(1)[3]);
	}

	@Test
	void theMacroOfFigure5MakesItsFigureAndATableOfAllTransforms() throws IOException {
		final Path pictures = Files.createDirectories(folder.resolve("pictures"));
		IJ.save(picture(40, 32, 1), pictures.resolve("cat.png").toString());
		IJ.save(picture(32, 50, 2), pictures.resolve("fish.png").toString());
		final MacroRunner.Outcome outcome = MacroRunner.run(Files.readString(Path.of("macros/Figure5_invariance.ijm")),
			"model=" + model + ";folder=" + pictures + ";output=" + out + ";labels=filenames");
		assertEquals(List.of(), outcome.errors());
		assertEquals(1 + 3 * 2, table("summary.csv").size());
		final List<String[]> rows = table("rotate/invariance.csv");
		final int label = List.of(rows.get(0)).indexOf("class");
		assertEquals("cat", rows.get(1)[label]);
		assertEquals("fish", rows.get(rows.size() - 1)[label]);
		final ImagePlus figure = IJ.openImage(out.resolve("figure5.png").toString());
		final ImagePlus plots = IJ.openImage(out.resolve("scale/invariance.png").toString());
		assertEquals(3 * plots.getHeight(), figure.getHeight());
		assertTrue(figure.getWidth() > plots.getWidth(), "examples beside the plots");
		final int left = figure.getWidth() - plots.getWidth();
		for (int y = 0; y < plots.getHeight(); y += 7)
			for (int x = 0; x < plots.getWidth(); x += 7)
				assertArrayEquals(plots.getPixel(x, y), figure.getPixel(left + x, plots.getHeight() + y));
	}

	@Test
	void onePictureHasNoStandardError() throws IOException {
		MacroRunner.value(open(32, 32) + command("from=0 to=1 layers=relu1") + " return '';");
		assertEquals("", table("invariance-summary.csv").get(1)[2]);
	}

	@Test
	void theAreaSelectionIsWhatIsTransformed() throws IOException {
		MacroRunner.value("newImage('whole', 'RGB black', 100, 80, 1); setColor(200, 30, 90); fillRect(20, 10, 32, 32);" +
			"makeRectangle(20, 10, 32, 32);" + command("from=4 to=4") + " return '';");
		final ImagePlus stack = IJ.openImage(out.resolve("transformed.tif").toString());
		assertEquals(120, stack.getStack().getProcessor(1).getf(9, 3), "beyond the selection nothing is known");
		assertEquals(200, stack.getStack().getProcessor(1).getf(9, 4));
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndNothingIsWritten() throws IOException {
		assertError("There is no layer 'relu9'; the network has: conv1", open(32, 32) + command("layers=relu1,relu9"));
		assertError("There is no class 'unicorn'", open(32, 32) + command("label=unicorn"));
		assertError("The values from 5.0 to 1.0 in steps of 1.0 cannot be used", open(32, 32) + command("from=5 to=1"));
		assertError("a step greater than 0 is accepted", open(32, 32) + command("step=0"));
		assertError("A picture cannot be scaled by 0.0", open(32, 32) + command("transform=scale from=0 to=1"));
		assertError("one of translate, rotate, scale is accepted", open(32, 32) + command("transform=shear"));
		assertError("a number is accepted", open(32, 32) + command("from=up"));
		assertError("only one of the keys 'image' and 'folder' is accepted", open(32, 32) + command("image=picture.png folder=[" +
			folder + "]"));
		assertError("does not exist", command("folder=[" + folder.resolve("none") + "]"));
		assertError("No image is open", command(""));
		assertFalse(Files.exists(out));
	}

	private void assertError(final String part, final String macro) {
		final String error = MacroRunner.run(macro).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}

	private String command(final String options) {
		return "run('Transform Invariance...', 'model=[" + model + "] output=[" + out + "] " + options + "');";
	}

	private String open(final int width, final int height) throws IOException {
		final Path file = folder.resolve("picture.png");
		IJ.save(picture(width, height, 0), file.toString());
		return "open('" + file + "'); ";
	}

	private static ImagePlus picture(final int width, final int height, final int seed) {
		final ImagePlus image = IJ.createImage("picture", "RGB black", width, height, 1);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				image.getProcessor().set(x, y, (x * 7 + y * 13 + seed * 50) % 256 << 16 | (x * y) % 256 << 8 | (x * 29 ^ y * 5) %
					256);
		return image;
	}

	private List<String[]> table(final String name) throws IOException {
		final List<String[]> rows = new ArrayList<>();
		for (final String line : Files.readAllLines(out.resolve(name)))
			rows.add(line.split(",", -1));
		return rows;
	}

	/** The network's view of a frame of the transformed pictures. */
	private static PlainNetwork plain(final ImagePlus stack, final int frame) {
		final TrainedNetwork trained = TestModels.chain();
		final Batch input = new Batch(1, trained.network().inputShape());
		final float[] mean = { 100, 110, 120 };
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				for (int c = 0; c < 3; c++)
					input.values()[input.index(0, y, x, c)] = (stack.getStack().getProcessor(3 * frame + 3 - c).getf(x, y) - mean[c]) /
						50;
		return new PlainNetwork(trained, input, 0, TestModels.INPUT_ERROR);
	}
}

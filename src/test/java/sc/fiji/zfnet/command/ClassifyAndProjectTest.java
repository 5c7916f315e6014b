package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.testing.ColourModels;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Model Info, Classify and Deconvnet Projection through macros, with numbers against plain loops. */
class ClassifyAndProjectTest {

	@TempDir
	private Path folder;
	private Path model;

	@BeforeEach
	void installModel() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
	}

	@Test
	void modelInfoListsEveryLayerWithItsShapeCostAndReceptiveField() throws IOException {
		final String rows = MacroRunner.value("run('Model Info...', 'model=[" + model + "] output=[" + folder.resolve("out") +
			"]'); return '' + nResults;");
		assertEquals("10", rows);
		final List<String> lines = Files.readAllLines(folder.resolve("out/layers.csv"));
		assertEquals("name,type,channels,height,width,parameters,multiply_adds,receptive_field,stride,offset", lines.get(0));
		assertEquals("conv1,Convolution,6,15,15,456,101250,5,2,-1", lines.get(1));
		assertEquals("pool1,MaxPool,6,7,7,0,0,9,4,-1", lines.get(3));
		assertEquals("conv2,Convolution,8,7,7,440,21168,17,4,-5", lines.get(4));
		assertEquals("fc4,Dense,4,1,1,52,48,41,4,-5", lines.get(9));
	}

	@Test
	void classifyGivesTheProbabilitiesOfThePlainNetwork() throws IOException {
		final Bounded expected = plain(randomPicture()).bounded("softmax");
		final String printed = MacroRunner.value(openRandom() + "run('Classify...', 'model=[" + model + "] top=4 output=[" +
			folder + "]'); s = ''; for (i = 0; i < nResults; i++) s += getResultString('class', i) + ' '; return s;");
		final List<String> lines = Files.readAllLines(folder.resolve("classification.csv"));
		assertTrue(lines.get(0).startsWith("image,rank,class,probability"), lines.get(0));
		assertEquals(5, lines.size());
		double last = 1;
		for (int rank = 1; rank <= 4; rank++) {
			final String[] cells = lines.get(rank).split(",");
			assertEquals("" + rank, cells[1]);
			final int index = List.of("cat", "dog", "bird", "fish").indexOf(cells[2]);
			final double probability = Double.parseDouble(cells[3]);
			expected.check(cells[2], index, probability);
			assertTrue(probability <= last);
			assertEquals(cells[2], printed.split(" ")[rank - 1]);
			last = probability;
		}
	}

	@Test
	void tenViewsAverageTheirProbabilities() throws IOException {
		MacroRunner.value("newImage('flat', 'RGB white', 50, 40, 1); run('Classify...', 'model=[" + model +
			"] top=4 views=1 output=[" + folder.resolve("one") + "]'); run('Classify...', 'model=[" + model +
			"] top=4 views=10 output=[" + folder.resolve("ten") + "]'); return '';");
		// All views of a flat picture are the same, so ten give what one gives.
		final List<String> one = Files.readAllLines(folder.resolve("one/classification.csv"));
		final List<String> ten = Files.readAllLines(folder.resolve("ten/classification.csv"));
		for (int i = 1; i < 5; i++)
			assertEquals(Double.parseDouble(one.get(i).split(",")[3]), Double.parseDouble(ten.get(i).split(",")[3]), 1e-5);
	}

	@Test
	void projectionsAreThoseOfThePlainDeconvnetInRedGreenBlue() throws IOException {
		final ImagePlus picture = randomPicture();
		final PlainNetwork plain = plain(picture);
		MacroRunner.value(openRandom() + "run('Deconvnet Projection...', 'model=[" + model + "] maps=0,5,7 output=[" + folder +
			"]'); return '';");
		final List<String> lines = Files.readAllLines(folder.resolve("projection.csv"));
		assertTrue(lines.get(0).startsWith("map,x,y,activation,rf_x,rf_y,rf_width,rf_height"), lines.get(0));
		final ImagePlus projections = IJ.openImage(folder.resolve("projection.tif").toString());
		assertArrayEquals(new int[] { 32, 32, 3, 1, 3 }, projections.getDimensions());
		final Shape layer = TestModels.chain().network().node("relu2").shape();
		for (int row = 0; row < 3; row++) {
			final String[] cells = lines.get(row + 1).split(",");
			final int map = Integer.parseInt(cells[0]);
			assertEquals(new int[] { 0, 5, 7 }[row], map);
			final int best = map * layer.positions() + Integer.parseInt(cells[2]) * layer.width() + Integer.parseInt(cells[1]);
			plain.bounded("relu2").checkGreatest("map " + map, map * layer.positions(), layer.positions(), best, Double.parseDouble(
				cells[3]));
			final Bounded expected = plain.projectUnits("relu2", best);
			for (int channel = 0; channel < 3; channel++)
				for (int i = 0; i < 32 * 32; i++)
					expected.check("row " + row + " channel " + channel, (2 - channel) * 1024 + i, projections.getStack().getProcessor(
						row * 3 + channel + 1).getf(i));
		}
	}

	@Test
	void patchesAreTheRawInputUnderTheReceptiveField() throws IOException {
		final ImagePlus picture = randomPicture();
		MacroRunner.value(openRandom() + "run('Deconvnet Projection...', 'model=[" + model +
			"] layer=relu1 maps=[strongest 2] output=[" + folder + "]'); return '';");
		final ImagePlus patches = IJ.openImage(folder.resolve("patches.tif").toString());
		final String[] cells = Files.readAllLines(folder.resolve("projection.csv")).get(2).split(",");
		final int left = Integer.parseInt(cells[4]);
		final int top = Integer.parseInt(cells[5]);
		for (int y = 0; y < Integer.parseInt(cells[7]); y++)
			for (int x = 0; x < Integer.parseInt(cells[6]); x++)
				for (int channel = 0; channel < 3; channel++)
					assertEquals(picture.getPixel(left + x, top + y)[channel], patches.getStack().getProcessor(3 + channel + 1)
						.getf(x, y));
	}

	@Test
	void theImageThatTheMacroSelectedIsTakenInBatchMode() {
		final String titles = MacroRunner.value("setBatchMode(true); newImage('one', 'RGB black', 32, 32, 1);" +
			"newImage('two', 'RGB white', 32, 32, 1); newImage('three', '8-bit ramp', 32, 32, 1); selectImage('one');" +
			"run('Classify...', 'model=[" + model + "]'); s = getResultString('image', 0); selectImage('three');" +
			"run('Classify...', 'model=[" + model + "]'); s += ' ' + getResultString('image', 0);" +
			"run('Classify...', 'model=[" + model + "] image=two'); return s + ' ' + getResultString('image', 0);");
		assertEquals("one three two", titles);
	}

	@Test
	void onlyTheAreaSelectionCounts() {
		final String same = MacroRunner.value("newImage('whole', 'RGB black', 100, 80, 1); setColor(200, 30, 90);" +
			"fillRect(20, 10, 32, 32); makeRectangle(20, 10, 32, 32); run('Classify...', 'model=[" + model +
			"]'); p = getResult('probability', 0); newImage('part', 'RGB black', 32, 32, 1); setColor(200, 30, 90);" +
			"fillRect(0, 0, 32, 32); run('Classify...', 'model=[" + model + "]'); return '' + (p - getResult('probability', 0));");
		assertEquals(0, Double.parseDouble(same));
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentence() {
		final String start = "newImage('a', 'RGB ramp', 32, 32, 1); run('Deconvnet Projection...', 'model=[" + model + "] ";
		assertError("There is no layer 'conv9'; the network has: conv1, relu1, pool1", start + "layer=conv9');");
		assertError("There is no map 8 in layer 'relu2'; it has maps 0 to 7", start + "maps=3,8');");
		assertError("The maps 'nine' are not understood; 'strongest N'", start + "maps=nine');");
		assertError("No image is open", "run('Classify...', 'model=[" + model + "]');");
		assertError("neither an open image nor a file", "run('Classify...', 'model=[" + model + "] image=nowhere.png');");
		assertError("There is no model 'nothing'", "newImage('a', 'RGB ramp', 32, 32, 1); run('Classify...', 'model=nothing');");
		assertError("'0'", "newImage('a', 'RGB ramp', 32, 32, 1); run('Classify...', 'top=0');");
	}

	@Test
	void aDamagedFileIsAnsweredWithOneSentence() throws IOException {
		openRandom();
		final byte[] whole = Files.readAllBytes(folder.resolve("picture.png"));
		final Path damaged = Files.write(folder.resolve("damaged.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
		assertError("damaged.png", "run('Classify...', 'model=[" + model + "] image=[" + damaged + "]');");
	}

	private static void assertError(final String part, final String macro) {
		final String error = MacroRunner.run(macro).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}

	@Test
	void imagesOfEveryTypeAndOddSizesGiveAResult() {
		final String[] images = { "newImage('a', '16-bit ramp', 40, 30, 1)",
			"newImage('a', '32-bit ramp', 40, 30, 1); setPixel(3, 3, NaN); setPixel(4, 4, 1/0)",
			"newImage('a', '8-bit black', 1, 1, 1)", "newImage('a', '8-bit ramp', 20000, 20, 1)",
			"newImage('a', '8-bit ramp', 20, 20000, 1)", "newImage('a', 'RGB ramp', 40, 40, 5); setSlice(3)",
			"newImage('a', '16-bit composite-mode', 40, 30, 3, 3, 2)", "newImage('a', '8-bit color-mode', 40, 30, 3, 1, 4)",
			"newImage('a', '32-bit black', 40, 30, 1); setMinAndMax(0, 0)" };
		for (final String image : images) {
			final String result = MacroRunner.value(image + "; run('Classify...', 'model=[" + model +
				"] top=1'); p = getResult('probability', 0); run('Deconvnet Projection...', 'model=[" + model +
				"]'); return '' + p + ' ' + getTitle();");
			final double probability = Double.parseDouble(result.split(" ")[0]);
			assertTrue(probability >= 0.25 && probability <= 1, image + ": " + result);
			assertTrue(result.endsWith("Projections of a"), image + ": " + result);
		}
	}

	/** What {@link #openRandom} opens: red, green and blue from small formulas. */
	private ImagePlus randomPicture() {
		final ImagePlus image = IJ.createImage("picture", "RGB black", 32, 32, 1);
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				image.getProcessor().set(x, y, (x * 7 + y * 13) % 256 << 16 | (x * y) % 256 << 8 | (x * 29 ^ y * 5) % 256);
		return image;
	}

	private String openRandom() throws IOException {
		final Path file = folder.resolve("picture.png");
		IJ.save(randomPicture(), file.toString());
		return "open('" + file + "'); ";
	}

	private static PlainNetwork plain(final ImagePlus picture) {
		final TrainedNetwork trained = TestModels.chain();
		final Batch input = new Batch(1, trained.network().inputShape());
		final float[] mean = { 100, 110, 120 };
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				for (int c = 0; c < 3; c++)
					input.values()[input.index(0, y, x, c)] = (picture.getPixel(x, y)[2 - c] - mean[c]) / 50;
		return new PlainNetwork(trained, input, 0, TestModels.INPUT_ERROR);
	}

	@Test
	void aUnitThatSeesNothingButPaddingHasAnEmptyFieldAndABlackPatch() throws IOException {
		final Network network = Network.input("data", new Shape(3, 8, 8)).add("conv", new Convolution(2, Window.square(1, 1,
			1))).add("relu", new Relu()).add("scores", new GlobalAveragePool()).add("softmax", new Softmax()).build();
		// Every pixel of the picture takes away from the bias, so that the border of padding is the strongest.
		final TrainedNetwork trained = new TrainedNetwork(network, new Weights(network, Map.of("conv", new LayerWeights(
			new float[] { -1, -1, -1, 0, 0, 0 }, new float[] { 800, 0 }))));
		final Path padded = new ModelStore(List.of(folder.resolve("models"))).install("padded", ModelDescription.of("padded",
			"Made by hand.", ColourModels.PREPROCESSING), trained, new Labels(List.of("one", "two")), false, made -> {}).path();
		final String size = MacroRunner.value("newImage('grey', 'RGB white', 8, 8, 1); run('Deconvnet Projection...', 'model=[" +
			padded + "] layer=relu output=[" + folder + "]'); open('" + folder.resolve("patches.tif") +
			"'); return '' + getWidth() + 'x' + getHeight();");
		assertEquals("1x1", size);
		final String row = Files.readAllLines(folder.resolve("projection.csv")).get(1);
		assertTrue(row.startsWith("0,0,0,800.0,0,0,0,0,"), row);
	}

	@Test
	void theMacroOfBirdsSaysWhatIsMissingAndDoesNothing() throws IOException {
		final MacroRunner.Outcome outcome = MacroRunner.run(Files.readString(Path.of("macros/Bird_species.ijm")), "data=" + folder
			.resolve("none") + ";output=" + folder.resolve("birds"));
		assertEquals(List.of(), outcome.errors());
		assertTrue(outcome.printed().toString().contains("Skipped: there is no network of bird species"), outcome.printed()
			.toString());
		assertTrue(Files.notExists(folder.resolve("birds")));
	}
}

package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxWriter;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/**
 * Networks of one, two and five channels through macros, from import on, with 16-bit images: the numbers are those of plain
 * loops over values that the test prepares itself.
 */
class ChannelNetworksTest {

	private static final int SIDE = 32;
	private static final int SIZE = SIDE * SIDE;
	private static final List<String> CLASSES = List.of("cat", "dog", "bird", "fish");

	/** Raw means of up to five channels; the deviation is a tenth of the range. */
	private static final double[] MEANS = { 2000, 1500, 2500, 1000, 3000 };
	private static final double STD = 400;

	/** A few roundings of a value of up to 4095 / 400. */
	private static final double INPUT_ERROR = 4 * Bounded.ROUNDOFF * 4095 / STD;

	@TempDir
	private Path folder;
	private Path out;

	@BeforeEach
	void chooseModels() throws IOException {
		out = folder.resolve("out");
		Files.write(folder.resolve("labels.txt"), CLASSES);
		MacroRunner.value("run('ZFNet Options...', 'models=[" + Files.createDirectory(folder.resolve("models")) + "]'); return '';");
	}

	@AfterEach
	void forgetModels() {
		MacroRunner.value("run('ZFNet Options...'); return '';");
	}

	private TrainedNetwork install(final int channels, final String keys) throws IOException {
		final TrainedNetwork network = TestModels.chain(channels, 7);
		OnnxWriter.write(network, folder.resolve("net.onnx"));
		MacroRunner.value("run('Import ONNX Model...', 'file=[" + folder.resolve("net.onnx") + "] name=net labels=[" + folder
			.resolve("labels.txt") + "] " + keys + "'); return '';");
		return network;
	}

	private TrainedNetwork installRaw(final int channels) throws IOException {
		return install(channels, "scale=raw std=" + STD + " mean=" + Arrays.stream(MEANS).limit(channels).mapToObj(
			Double::toString).collect(Collectors.joining(",")));
	}

	/** A 16-bit image of noise from 0 to 4095, of the input's size. */
	private static ImagePlus image(final int channels, final int seed) {
		final Random random = new Random(seed);
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (int c = 0; c < channels; c++) {
			final ShortProcessor plane = new ShortProcessor(SIDE, SIDE);
			for (int i = 0; i < SIZE; i++)
				plane.set(i, random.nextInt(4096));
			stack.addSlice(plane);
		}
		final ImagePlus image = new ImagePlus("cells.tif", stack);
		image.setDimensions(channels, 1, 1);
		image.setOpenAsHyperStack(true);
		image.setDisplayRange(1000, 2000);
		// Some as composites, which have a display range for each channel, and some as plain hyperstacks.
		return channels == 2 ? new CompositeImage(image, IJ.COMPOSITE) : image;
	}

	private Path save(final String name, final ImagePlus image) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		assertTrue(IJ.saveAsTiff(image, file.toString()));
		return file;
	}

	/** The input of raw values. */
	private static Batch raw(final ImagePlus image) {
		final int channels = image.getNChannels();
		final Batch batch = new Batch(1, new Shape(channels, SIDE, SIDE));
		for (int c = 0; c < channels; c++)
			for (int i = 0; i < SIZE; i++)
				batch.values()[i * channels + c] = (float) ((image.getStack().getProcessor(c + 1).getf(i) - MEANS[c]) / STD);
		return batch;
	}

	private String run(final String command, final String keys) {
		return "run('" + command + "', 'model=net output=[" + out + "] " + keys + "'); ";
	}

	private String open(final Path file) {
		return "open('" + file + "'); ";
	}

	private List<String[]> rows(final String table) throws IOException {
		return Files.readAllLines(out.resolve(table)).stream().skip(1).map(line -> line.split(",")).toList();
	}

	private ImagePlus written(final String name) {
		return IJ.openImage(out.resolve(name).toString());
	}

	private void checkClasses(final Bounded expected) throws IOException {
		final List<String[]> rows = rows("classification.csv");
		assertEquals(4, rows.size());
		for (final String[] row : rows)
			expected.check(row[2], CLASSES.indexOf(row[2]), Double.parseDouble(row[3]));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void classificationProjectionAndOcclusionAreThoseOfPlainLoops(final int channels) throws IOException {
		final TrainedNetwork network = installRaw(channels);
		final ImagePlus image = image(channels, 3);
		final PlainNetwork plain = new PlainNetwork(network, raw(image), 0, INPUT_ERROR);
		MacroRunner.value(open(save("cells.tif", image)) + run("Classify...", "top=4") + run("Deconvnet Projection...",
			"image=cells.tif maps=0,5") + run("Occlusion Scan...", "image=cells.tif size=16 stride=16 fill=mean label=bird map=5") + "return '';");
		checkClasses(plain.bounded("softmax"));
		checkProjections(plain, image);
		for (final String[] row : rows("occlusion.csv")) {
			final Batch covered = raw(image);
			for (int y = 0; y < 16; y++)
				Arrays.fill(covered.values(), covered.index(0, Integer.parseInt(row[3]) + y, Integer.parseInt(row[2]), 0), covered
					.index(0, Integer.parseInt(row[3]) + y, Integer.parseInt(row[2]), 0) + 16 * channels, 0);
			new PlainNetwork(network, covered, 0, INPUT_ERROR).bounded("softmax").check("bird", 2, Double.parseDouble(row[4]));
		}
	}

	private void checkProjections(final PlainNetwork plain, final ImagePlus image) throws IOException {
		final int channels = image.getNChannels();
		final ImagePlus projections = written("projection.tif");
		final ImagePlus patches = written("patches.tif");
		assertArrayEquals(new int[] { SIDE, SIDE, channels, 1, 2 }, projections.getDimensions());
		assertEquals(channels, patches.getNChannels());
		assertEquals(channels > 1, projections.isComposite());
		final List<String[]> rows = rows("projection.csv");
		for (int row = 0; row < 2; row++) {
			final String[] cells = rows.get(row);
			final int best = Integer.parseInt(cells[0]) * 49 + Integer.parseInt(cells[2]) * 7 + Integer.parseInt(cells[1]);
			final Bounded expected = plain.projectUnits("relu2", best);
			for (int c = 0; c < channels; c++) {
				final var plane = projections.getStack().getProcessor(row * channels + c + 1);
				for (int i = 0; i < SIZE; i++)
					expected.check("row " + row + " channel " + c, c * SIZE + i, plane.getf(i));
				final int left = Integer.parseInt(cells[4]);
				final int top = Integer.parseInt(cells[5]);
				assertEquals(image.getStack().getProcessor(c + 1).getf(left, top), patches.getStack().getProcessor(row * channels + c +
					1).getf(0, 0));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5 })
	void throughTheDisplayRangeScaleSaysWhatItBecomes(final int channels) throws IOException {
		final TrainedNetwork network = install(channels, "scale=1 mean=0.5 std=0.25");
		final ImagePlus image = image(channels, 4);
		final Batch input = new Batch(1, new Shape(channels, SIDE, SIDE));
		for (int c = 0; c < channels; c++)
			for (int i = 0; i < SIZE; i++)
				input.values()[i * channels + c] = (float) ((Math.min(Math.max((image.getStack().getProcessor(c + 1).getf(i) - 1000) /
					1000, 0), 1) - 0.5) / 0.25);
		MacroRunner.value(open(save("cells.tif", image)) + run("Classify...", "top=4") + "return '';");
		checkClasses(new PlainNetwork(network, input, 0, 8 * Bounded.ROUNDOFF * 4).bounded("softmax"));
		final String description = Files.readString(folder.resolve("models/net/rdf.yaml"));
		assertTrue(description.contains("scale: 1\n") && description.contains("id: scale_linear"), description);
	}

	@Test
	void aGreyNetworkTakesTheLuminanceOfColours() throws IOException {
		final TrainedNetwork network = install(1, "mean=100 std=50");
		final Batch input = new Batch(1, new Shape(1, SIDE, SIDE));
		Arrays.fill(input.values(), (float) ((0.299 * 200 + 0.587 * 90 + 0.114 * 30 - 100) / 50));
		MacroRunner.value("newImage('a', 'RGB black', 32, 32, 1); setColor(200, 90, 30); fill(); " + run("Classify...", "top=4") +
			"return '';");
		checkClasses(new PlainNetwork(network, input, 0, 16 * Bounded.ROUNDOFF * 5).bounded("softmax"));
	}

	@Test
	void foldersOfChannelsGoThroughTheWholeExperiments() throws IOException {
		final int channels = 5;
		final TrainedNetwork network = installRaw(channels);
		int wrong = 0;
		for (int i = 0; i < 4; i++) {
			final ImagePlus image = image(channels, 10 + i);
			save("pictures/" + CLASSES.get(i % 2) + "/" + i + ".tif", image);
			if (best(new PlainNetwork(network, raw(image), 0).output("softmax")) != i % 2) wrong++;
		}
		final String pictures = "folder=[" + folder.resolve("pictures") + "] ";
		MacroRunner.value("run('Evaluate...', 'models=net output=[" + out + "] " + pictures + "'); " + run("Top Activations...",
			pictures + "maps=0,5 top=2") + "return '';");
		final String[] evaluated = rows("evaluation.csv").get(0);
		assertEquals("4", evaluated[1]);
		assertEquals(wrong / 4.0, Double.parseDouble(evaluated[2]), 1e-6);
		for (final String[] row : rows("top-activations.csv")) {
			final int seed = 10 + Integer.parseInt(row[2].replaceAll("\\D", ""));
			final Bounded layer = new PlainNetwork(network, raw(image(channels, seed)), 0, INPUT_ERROR).bounded("relu2");
			layer.check(row[2], Integer.parseInt(row[0]) * 49 + Integer.parseInt(row[4]) * 7 + Integer.parseInt(row[3]), Double
				.parseDouble(row[5]));
		}
		final ImagePlus montage = written("top-patches.tif");
		assertEquals(channels, montage.getNChannels());
		assertTrue(montage.isComposite());
	}

	private static int best(final double[] scores) {
		int best = 0;
		for (int c = 1; c < scores.length; c++)
			if (scores[c] > scores[best]) best = c;
		return best;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5 })
	void theOtherExperimentsTakeTheChannels(final int channels) throws IOException {
		final TrainedNetwork network = installRaw(channels);
		final ImagePlus image = image(channels, 3);
		MacroRunner.value(open(save("cells.tif", image)) + run("Transform Invariance...",
			"from=-4 to=4 step=4 layers=relu1 label=dog") + run("Filters and Spectra...", "image=cells.tif") + "return '';");
		final List<String[]> curve = rows("invariance.csv");
		final Bounded softmax = new PlainNetwork(network, raw(image), 0, INPUT_ERROR).bounded("softmax");
		softmax.check("dog, not moved", 1, Double.parseDouble(curve.get(1)[2]));
		// Moved down by 4; what comes into view takes the mean.
		final Batch moved = new Batch(1, new Shape(channels, SIDE, SIDE));
		System.arraycopy(raw(image).values(), 0, moved.values(), 4 * SIDE * channels, (SIDE - 4) * SIDE * channels);
		new PlainNetwork(network, moved, 0, 4 * INPUT_ERROR).bounded("softmax").check("dog, moved", 1, Double.parseDouble(curve.get(2)[2]));
		assertEquals(channels, written("transformed.tif").getNChannels());
		final ImagePlus filters = written("filters.tif");
		assertEquals(channels, filters.getNChannels());
		final float[] kernel = network.weights().of("conv1").kernel();
		for (int c = 0; c < channels; c++)
			assertEquals(kernel[c * 25], filters.getStack().getProcessor(c + 1).getf(0, 0));
	}

	@Test
	void otherNumbersOfChannelsAreRefusedByNameAndNumber() throws IOException {
		installRaw(5);
		final Path two = save("two.tif", image(2, 1));
		final String error = MacroRunner.run(open(two) + run("Classify...", "")).error();
		assertEquals("Classify...: Image 'two.tif' has 2 channels; an image of 5 channels is accepted", error);
		final String grey = MacroRunner.run("newImage('plain', '16-bit black', 32, 32, 1); " + run("Deconvnet Projection...", ""))
			.error();
		assertEquals("Deconvnet Projection...: Image 'plain' has 1 channel; an image of 5 channels is accepted", grey);
	}

	@Test
	void whatDoesNotFitTheChannelsIsRefusedAtImport() throws IOException {
		OnnxWriter.write(TestModels.chain(5, 7), folder.resolve("five.onnx"));
		for (final String[] keysAndSaid : new String[][] { { "mean=1,2,3", "mean has 3 numbers; one or 5 are accepted" }, {
			"channels=BGR", "BGR is accepted for three channels" }, { "scale=0", "scale" }, { "scale=some",
				"The scale 'some' is not understood; a positive number and 'raw' are accepted" }, { "size=64",
					"is 32 × 32 pixels, and 'size' is 64" } }) {
			final String error = MacroRunner.run("run('Import ONNX Model...', 'file=[" + folder.resolve("five.onnx") +
				"] name=five " + keysAndSaid[0] + "');").error();
			assertTrue(error.contains(keysAndSaid[1]), error);
		}
	}
}

package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

/** Occlusion Scan and its macros, without a display. */
class OcclusionScanTest {

	@TempDir
	private Path folder;
	private Path model;

	@BeforeEach
	void installModel() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
	}

	private String scan(final String options) {
		return "run('Occlusion Scan...', 'model=[" + model + "] output=[" + folder.resolve("out") + "] " + options + "'); ";
	}

	private ImagePlus written(final String name) {
		return IJ.openImage(folder.resolve("out/" + name).toString());
	}

	@Test
	void mapsAndTableHoldOneValueAPosition() throws IOException {
		final String rows = MacroRunner.value("newImage('a', 'RGB ramp', 32, 32, 1); " + scan(
			"size=8 stride=6 label=bird map=5") + "return '' + nResults + ' ' + getResultString('class', 0);");
		assertTrue(rows.startsWith("25 "), rows);
		final List<String> lines = Files.readAllLines(folder.resolve("out/occlusion.csv"));
		assertTrue(lines.get(0).startsWith("row,column,x,y,probability,class,activation,"), lines.get(0));
		assertEquals(26, lines.size());
		final ImagePlus probability = written("occlusion-probability.tif");
		final ImagePlus activation = written("occlusion-activation.tif");
		final ImagePlus classes = written("occlusion-class.tif");
		for (int i = 0; i < 25; i++) {
			final String[] cells = lines.get(i + 1).split(",");
			assertEquals(i / 5 + "," + i % 5 + "," + i % 5 * 6 + "," + i / 5 * 6, String.join(",", List.of(cells).subList(0, 4)));
			assertEquals(Float.parseFloat(cells[4]), probability.getProcessor().getf(i % 5, i / 5));
			assertEquals(List.of("cat", "dog", "bird", "fish").indexOf(cells[5]), classes.getProcessor().getf(i % 5, i / 5));
			assertEquals(Float.parseFloat(cells[6]), activation.getProcessor().getf(i % 5, i / 5));
		}
		assertTrue(probability.getInfoProperty().contains("class=bird"), probability.getInfoProperty());
		assertTrue(classes.getInfoProperty().contains(lines.get(1).split(",")[5]), classes.getInfoProperty());
	}

	@Test
	void mapsLieOverTheImageByTheirCalibration() {
		// The selection is the input, untouched: the first occluder covers x 20 to 28, so its centre is 24 pixels or 12 µm.
		MacroRunner.value("newImage('a', 'RGB ramp', 100, 80, 1); run('Properties...'," +
			"'channels=1 slices=1 frames=1 unit=µm pixel_width=0.5 pixel_height=0.25 voxel_depth=1 origin=10,4');" +
			"makeRectangle(20, 16, 32, 32); " + scan("size=8 stride=6") + "return '';");
		final var calibration = written("occlusion-probability.tif").getCalibration();
		assertEquals("µm", calibration.getUnit());
		assertEquals(3, calibration.pixelWidth, 1e-4);
		assertEquals(1.5, calibration.pixelHeight, 1e-4);
		// The middle of the first pixel, by edges at 0.5, is the occluder's centre: (24 − 10) · 0.5 and (20 − 4) · 0.25.
		assertEquals(7, calibration.getX(0.5), 1e-4);
		assertEquals(4, calibration.getY(0.5), 1e-4);
	}

	@Test
	void mapsOfAScaledPictureLieWhereTheOccluderWas() {
		// 74 × 111 becomes 37 × 56 (half), cropped from (2, 12); 37 = round(32 · 256 / 224).
		MacroRunner.value("newImage('a', 'RGB ramp', 74, 111, 1); " + scan("size=8 stride=4") + "return '';");
		final var calibration = written("occlusion-class.tif").getCalibration();
		assertEquals(8, calibration.pixelWidth, 1e-4);
		assertEquals((2 + 4) * 2, calibration.getX(0.5), 1e-4);
		assertEquals((12 + 4) * 111.0 / 56, calibration.getY(0.5), 1e-4);
	}

	@Test
	void theDarkOccluderOverADarkImageChangesNothing() {
		MacroRunner.value("newImage('a', 'RGB black', 32, 32, 1); " + scan("size=8 stride=8 fill=black") + "return '';");
		final ImagePlus map = written("occlusion-probability.tif");
		final double rounding = 2 * probabilities(new float[3]).worstError();
		assertEquals(map.getProcessor().getMin(), map.getProcessor().getMax(), rounding);
		assertEquals(clean(map), map.getProcessor().getf(0), rounding);
	}

	/** What the network makes of a picture of one colour, with bounds. */
	private static Bounded probabilities(final float[] colour) {
		final TrainedNetwork chain = TestModels.chain();
		final Batch picture = new Batch(1, chain.network().inputShape());
		for (int i = 0; i < picture.values().length; i++)
			picture.values()[i] = (colour[2 - i % 3] - 100 - 10 * (i % 3)) / 50;
		return new PlainNetwork(chain, picture, 0, TestModels.INPUT_ERROR).bounded("softmax");
	}

	private static double clean(final ImagePlus map) {
		return Double.parseDouble(map.getInfoProperty().replaceAll("(?s).*clean_probability=([^\n]*).*", "$1"));
	}

	@Test
	void aStackGivesAStackAndTheSliceDisplayedStays() throws IOException {
		final String slice = MacroRunner.value("newImage('a', 'RGB black', 32, 32, 3); setSlice(2); setColor(200, 90, 30);" +
			"fillRect(4, 4, 12, 9); setSlice(3); setColor(20, 200, 250); fillRect(14, 14, 12, 9); setSlice(2);" + scan(
				"size=8 stride=8 label=1 slices=all") + "selectImage('a'); return '' + getSliceNumber();");
		assertEquals("2", slice);
		final ImagePlus stack = written("occlusion-probability.tif");
		assertEquals(3, stack.getStackSize());
		final List<String> lines = Files.readAllLines(folder.resolve("out/occlusion.csv"));
		assertEquals(1 + 3 * 16, lines.size());
		assertEquals("3", lines.get(40).split(",")[7]);
		assertTrue(Files.exists(folder.resolve("out/occlusion-overlay-3.png")));
		MacroRunner.value("newImage('b', 'RGB black', 32, 32, 1); setColor(20, 200, 250); fillRect(14, 14, 12, 9);" + scan(
			"size=8 stride=8 label=1") + "return '';");
		for (int i = 0; i < 16; i++)
			assertEquals(written("occlusion-probability.tif").getProcessor().getf(i), stack.getStack().getProcessor(3).getf(i), 1e-6);
		assertFalse(Files.exists(folder.resolve("out/occlusion-overlay-3.png")), "it is of the stack before");
	}

	@Test
	void ofAStackTheCurrentSliceIsScannedUnlessAllAreAskedFor() throws IOException {
		MacroRunner.value("newImage('a', 'RGB black', 32, 32, 3); setSlice(2); setColor(200, 90, 30); fillRect(4, 4, 12, 9);" +
			scan("size=8 stride=8 label=1") + "return '';");
		final ImagePlus current = written("occlusion-probability.tif");
		assertEquals(1, current.getStackSize());
		MacroRunner.value("newImage('b', 'RGB black', 32, 32, 1); setColor(200, 90, 30); fillRect(4, 4, 12, 9);" + scan(
			"size=8 stride=8 label=1") + "return '';");
		assertArrayEquals((float[]) written("occlusion-probability.tif").getProcessor().getPixels(), (float[]) current
			.getProcessor().getPixels(), 1e-6f);
	}

	@Test
	void framesOfAHyperstackAreScannedWithAllTheirChannels() throws IOException {
		MacroRunner.value("newImage('a', '8-bit composite-mode', 32, 32, 3, 1, 3); " + scan(
			"size=8 stride=8 slices=all") + "return '';");
		assertEquals(3, written("occlusion-probability.tif").getStackSize());
		assertEquals(1 + 3 * 16, Files.readAllLines(folder.resolve("out/occlusion.csv")).size());
	}

	@Test
	void theOverlayShowsMapsInManyColoursOverThePicture() {
		MacroRunner.value("newImage('a', 'RGB ramp', 64, 48, 1); " + scan("size=8 stride=2") + "return '';");
		final ImagePlus figure = written("occlusion-overlay.png");
		assertTrue(figure.getWidth() > 4 * 320 && figure.getHeight() > 240, figure.getWidth() + " × " + figure.getHeight());
		final Set<Integer> colours = new HashSet<>();
		for (final int pixel : (int[]) figure.getProcessor().convertToRGB().getPixels())
			if ((pixel >> 16 & 255) != (pixel >> 8 & 255)) colours.add(pixel);
		assertTrue(colours.size() > 100, colours.size() + " colours");
	}

	@Test
	void picturesOfAFolderAreSearchedForTheFeatureMap() throws IOException {
		final Path pictures = Files.createDirectory(folder.resolve("pictures"));
		for (int i = 0; i < 3; i++)
			MacroRunner.value("newImage('a', 'RGB black', 40, 40, 1); setColor(" + 80 * i + ", 90, 200); fillRect(5, " + 8 * i +
				", 20, 9); saveAs('png', '" + pictures.resolve("p" + i + ".png") + "'); return '';");
		MacroRunner.value("open('" + pictures.resolve("p1.png") + "'); " + scan("size=8 stride=8 folder=[" + pictures + "]") +
			"return '';");
		final ImagePlus montage = written("occlusion-projection.png");
		assertTrue(montage.getWidth() > 200, "width " + montage.getWidth());
		assertNotEquals(montage.getStatistics().min, montage.getStatistics().max);
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndNothingIsWritten() {
		assertError("An occluder of 33 pixels does not fit the network's input of 32 × 32 pixels", "size=33");
		assertError("There is no map 8 in layer 'relu2'; 0 to 7 are accepted", "map=8");
		assertError("The map 'loud' is not understood; an index from 0 or 'strongest' is accepted", "map=loud");
		assertError("There is no layer 'conv9'", "layer=conv9");
		assertError("There is no class 'cow'", "label=cow");
		assertError("pink", "fill=pink");
		assertError("does not exist", "folder=/nowhere/at/all");
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private void assertError(final String part, final String options) {
		final String error = MacroRunner.run("newImage('a', 'RGB ramp', 32, 32, 1); " + scan(options)).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}

	@Test
	void theMacroOfFigureSevenWritesItsFiles() throws IOException {
		MacroRunner.value("newImage('a', 'RGB ramp', 40, 40, 1); saveAs('png', '" + folder.resolve("a.png") + "'); return '';");
		final var outcome = MacroRunner.run(Files.readString(Path.of("macros/Figure7_occlusion.ijm")), "model=" + model +
			";image=" + folder.resolve("a.png") + ";output=" + folder.resolve("out") + ";stride=8");
		assertEquals(List.of(), outcome.errors());
		for (final String name : List.of("occlusion-probability.tif", "occlusion-activation.tif", "occlusion-class.tif",
			"occlusion.csv", "occlusion-overlay.png"))
			assertTrue(Files.exists(folder.resolve("out").resolve(name)), name);
		assertTrue(MacroRunner.run(Files.readString(Path.of("macros/Figure7_occlusion.ijm")), "image=a").errors().toString()
			.contains("output=FOLDER is required"));
	}

	@Test
	void theMacroForFoldersWritesMapsOfEachPictureAndOneTable() throws IOException {
		final Path pictures = Files.createDirectory(folder.resolve("pictures"));
		for (final String name : List.of("one.png", "two, three.png"))
			MacroRunner.value("newImage('a', 'RGB ramp', 40, 40, 1); setColor(200, 90, 30); fillRect(4, " + name.length() +
				", 12, 9); saveAs('png', '" + pictures.resolve(name) + "'); return '';");
		final var outcome = MacroRunner.run(Files.readString(Path.of("macros/Batch_occlusion.ijm")), "model=" + model +
			";folder=" + pictures + ";output=" + folder.resolve("out") + ";stride=8;size=8;label=fish");
		assertEquals(List.of(), outcome.errors());
		final List<String> lines = Files.readAllLines(folder.resolve("out/occlusion-summary.csv"));
		assertEquals("file,class,clean,lowest,x,y,positions", lines.get(0));
		assertEquals(3, lines.size());
		assertTrue(lines.get(1).startsWith("one.png,fish,0."), lines.get(1));
		assertTrue(lines.get(2).startsWith("\"two, three.png\",fish,") && lines.get(2).endsWith(",16"), lines.get(2));
		assertEquals(clean(written("one.png/occlusion-probability.tif")), Double.parseDouble(lines.get(1).split(",")[2]), 1e-3);
		assertTrue(Files.exists(folder.resolve("out/two, three.png/occlusion-class.tif")));
	}
}

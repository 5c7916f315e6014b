package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import sc.fiji.zfnet.analysis.correspondence.PartPosition;
import sc.fiji.zfnet.command.key.PartSource;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.SignDistances;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Part Correspondence through macros, with numbers against plain loops. */
class PartCorrespondenceTest {

	private static final int[][] EYES = { { 8, 9 }, { 20, 11 }, { 15, 25 } };
	private static final int[][] NOSES = { { 12, 20 }, { 2, 30 } };

	@TempDir
	private Path folder;
	private Path model;
	private Path pictures;
	private Path out;

	@BeforeEach
	void installModelAndPictures() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
		pictures = Files.createDirectories(folder.resolve("pictures"));
		out = folder.resolve("out");
		for (int i = 0; i < 3; i++)
			IJ.save(picture(i), pictures.resolve("p" + i + ".png").toString());
	}

	@Test
	void deltasAreThoseOfThePlainNetwork() throws IOException {
		final String rows = MacroRunner.value(command(table(), "size=5 layers=relu3,relu1 random=0") + "return '' + nResults;");
		assertEquals("4", rows);
		final List<String[]> table = rows();
		assertEquals("part,layer,delta_mean,delta_sem,pairs", String.join(",", table.get(0)).substring(0, 37));
		int row = 1;
		for (final int[][] part : new int[][][] { EYES, NOSES })
			for (final String layer : List.of("relu3", "relu1")) {
				final SignDistances expected = new SignDistances(changes(part, layer));
				assertEquals(part == EYES ? "eye" : "nose", table.get(row)[0]);
				assertEquals(layer, table.get(row)[1]);
				assertEquals(expected.mean(), Double.parseDouble(table.get(row)[2]), expected.meanError());
				assertEquals(expected.standardError(), Double.parseDouble(table.get(row)[3]), expected.standardErrorError());
				assertEquals("" + expected.pairs(), table.get(row++)[4]);
			}
	}

	/** ε of each picture, from the definition. */
	private static List<Bounded> changes(final int[][] part, final String layer) {
		final List<Bounded> changes = new ArrayList<>();
		for (int i = 0; i < part.length; i++)
			// A square of 5 around the part begins 2 before it.
			changes.add(SignDistances.change(plain(i, -100, -100).bounded(layer), plain(i, part[i][0] - 2, part[i][1] - 2).bounded(
				layer)));
		return changes;
	}

	@Test
	void randomOccludersFollowTheSeedAndDefaultLayersGoFromEarlyToLate() throws IOException {
		MacroRunner.value(command(table(), "random=2 seed=7") + "return '';");
		final String first = Files.readString(out.resolve("correspondence.csv"));
		final List<String[]> table = rows();
		assertEquals(List.of("relu1", "relu2", "relu3"), table.stream().skip(7).map(row -> row[1]).toList());
		assertEquals(List.of("random", "random", "random"), table.stream().skip(7).map(row -> row[0]).toList());
		assertEquals("12", table.get(7)[4]);
		MacroRunner.value(command(table(), "random=2 seed=7") + "return '';");
		assertEquals(first, Files.readString(out.resolve("correspondence.csv")));
		MacroRunner.value(command(table(), "random=2 seed=8") + "return '';");
		assertNotEquals(first, Files.readString(out.resolve("correspondence.csv")));
		for (final String name : List.of("correspondence.png", "occluders.png"))
			assertTrue(IJ.openImage(out.resolve(name).toString()).getWidth() > 150, name);
	}

	@Test
	void theMacroOfTable1SaysWhichPartsAreLowerThanRandom() throws IOException {
		final MacroRunner.Outcome outcome = MacroRunner.run(Files.readString(Path.of("macros/Table1_correspondence.ijm")),
			"model=" + model + ";folder=" + pictures + ";parts=" + table() + ";output=" + out + ";layers=relu1,relu3");
		assertEquals(List.of(), outcome.errors());
		final List<String[]> rows = rows();
		final List<String> lines = Files.readAllLines(out.resolve("table1.txt"));
		assertEquals(7, lines.size());
		for (int part = 1; part <= 4; part++) {
			final String[] random = rows.get(part % 2 == 1 ? 5 : 6);
			final double difference = Double.parseDouble(random[2]) - Double.parseDouble(rows.get(part)[2]);
			final double error = Math.hypot(Double.parseDouble(random[3]), Double.parseDouble(rows.get(part)[3]));
			final String verdict = difference > error ? "lower than" : difference < -error ? "higher than" : "not different from";
			assertTrue(lines.get(part).startsWith(rows.get(part)[0] + ", " + rows.get(part)[1] + ": "), lines.get(part));
			assertTrue(lines.get(part).contains(" " + verdict + " random beyond the errors"), lines.get(part));
		}
	}

	@Test
	void overlaysOfTiffFilesAndOfOpenImagesSayWhereThePartsAre() throws IOException {
		MacroRunner.value(command(table(), "size=5 random=0") + "return '';");
		final List<String[]> expected = rows();
		for (int i = 0; i < 3; i++) {
			Files.delete(pictures.resolve("p" + i + ".png"));
			final ImagePlus picture = picture(i);
			final Overlay overlay = new Overlay();
			overlay.add(named(new PointRoi(EYES[i][0], EYES[i][1]), "eye"));
			if (i < 2) overlay.add(named(new Roi(NOSES[i][0] - 1, NOSES[i][1] - 1, 3, 3), "nose"));
			picture.setOverlay(overlay);
			IJ.saveAsTiff(picture, pictures.resolve("p" + i + ".tif").toString());
		}
		MacroRunner.value(command("overlay", "size=5 random=0") + "return '';");
		for (int row = 0; row < expected.size(); row++)
			assertEquals(List.of(expected.get(row)).subList(0, 2), List.of(rows().get(row)).subList(0, 2));
		for (int row = 1; row < expected.size(); row++)
			assertEquals(Double.parseDouble(expected.get(row)[2]), Double.parseDouble(rows().get(row)[2]), 1e-9);
		// An open picture's overlay goes before that of its file.
		final List<String[]> before = rows();
		MacroRunner.value("open('" + pictures.resolve("p0.tif") + "'); Overlay.remove; makePoint(25, 25); Roi.setName('eye');" +
			"Overlay.addSelection; makePoint(12, 20); Roi.setName('nose'); Overlay.addSelection;" + command("overlay",
				"size=5 random=0") + "return '';");
		assertNotEquals(before.get(1)[2], rows().get(1)[2]);
		assertEquals(before.get(4)[2], rows().get(4)[2]);
	}

	@Test
	void selectionsStandForTheirPointOrTheirMiddle() {
		assertEquals(List.of(new PartPosition("a:b.png", "eye", 3, 4), new PartPosition("dog.jpg", "nose", 11, 21.5)), PartSource
			.fromSelections(named(new PointRoi(3, 4), "a:b.png:eye"), named(new OvalRoi(10, 20, 3, 4), "dog.jpg:nose"), named(
				new Roi(1, 2, 3, 4), "0002-0003"), new Roi(1, 2, 3, 4)));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> PartSource.fromSelections()).getMessage().contains(
			"named FILE:PART"));
		final PointRoi two = new PointRoi(3, 4);
		two.addPoint(5, 6);
		assertEquals("The selection 'dog.jpg:eye' of picture 'dog.jpg' has 2 points; one point is accepted", assertThrows(
			IllegalArgumentException.class, () -> PartSource.fromSelections(named(two, "dog.jpg:eye"))).getMessage());
	}

	private static Roi named(final Roi roi, final String name) {
		roi.setName(name);
		return roi;
	}

	@Test
	void wrongKeysAreAnsweredWithOneSentenceAndNothingIsWritten() throws IOException {
		assertError("The key 'parts' is missing", "run('Part Correspondence...', 'folder=[" + pictures + "]');");
		assertError("The table of parts '/none.csv' does not exist", command("/none.csv", ""));
		assertError("There is no layer 'fc9'", command(table(), "layers=fc9"));
		assertError("The occluder size is 33; sizes up to the network's input of 32 pixels are accepted", command(
			table(), "size=33"));
		assertError("has an overlay with named selections", command("overlay", ""));
		assertError("The ROI Manager has no selection named FILE:PART", command("manager", ""));
		final Path odd = folder.resolve("odd.csv");
		Files.writeString(odd, "file,part,x,y\np0.png,eye,3,3\np9.png,eye,3,3\n");
		assertError("The picture 'p9.png', for which parts are listed, is not in the folder", command(odd.toString(), ""));
		Files.writeString(odd, "file,part,x,y\np0.png,eye,3,3\np1.png,eye,3,99\n");
		assertError("Part 'eye' of picture 'p1.png' lies at 3, 99 of the network's input", command(odd.toString(), ""));
		Files.writeString(odd, "file,part,x,y\np0.png,eye,3,3\n");
		assertError("Part 'eye' is in one picture", command(odd.toString(), ""));
		assertFalse(Files.exists(out));
	}

	private void assertError(final String part, final String macro) {
		final String error = MacroRunner.run(macro).error();
		assertTrue(error.contains(part), error);
		assertTrue(!error.contains("\n") && !error.contains("Exception"), error);
	}

	private String command(final String parts, final String options) {
		return "run('Part Correspondence...', 'model=[" + model + "] folder=[" + pictures + "] parts=[" + parts +
			"] output=[" + out + "] " + options + "'); ";
	}

	/** Three eyes and two noses as CSV. */
	private String table() throws IOException {
		final StringBuilder csv = new StringBuilder("file,part,x,y\n");
		for (int i = 0; i < 3; i++) {
			csv.append("p" + i + ".png,eye," + EYES[i][0] + "," + EYES[i][1] + "\n");
			if (i < 2) csv.append("p" + i + ".png,nose," + NOSES[i][0] + "," + NOSES[i][1] + "\n");
		}
		return Files.writeString(folder.resolve("parts.csv"), csv).toString();
	}

	private List<String[]> rows() throws IOException {
		return Files.readAllLines(out.resolve("correspondence.csv")).stream().map(line -> line.split(",", -1)).toList();
	}

	private static ImagePlus picture(final int seed) {
		final ImagePlus image = IJ.createImage("p" + seed, "RGB black", 32, 32, 1);
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				image.getProcessor().set(x, y, (x * 7 + y * 13 + seed * 50) % 256 << 16 | (x * y + seed * 9) % 256 << 8 | (x * 29 ^
					y * 5) % 256);
		return image;
	}

	/** The plain network for a picture with a square of 5 × 5 pixels of the mean. */
	private static PlainNetwork plain(final int picture, final int left, final int top) {
		final TrainedNetwork trained = TestModels.chain();
		final Batch input = new Batch(1, trained.network().inputShape());
		final float[] mean = { 100, 110, 120 };
		final ImagePlus image = picture(picture);
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				for (int c = 0; c < 3; c++)
					if (x < left || y < top || x >= left + 5 || y >= top + 5) input.values()[input.index(0, y, x, c)] = (image.getPixel(
						x, y)[2 - c] - mean[c]) / 50;
		return new PlainNetwork(trained, input, 0, TestModels.INPUT_ERROR);
	}
}

package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.testing.MacroRunner;

/** The macros of the paper's tables, each in its quick way, and the cutting of cells that they take. */
class PaperTablesTest {

	@TempDir
	private Path folder;
	private Path models;
	private Path out;

	@BeforeEach
	void keepModelsApart() throws IOException {
		models = Files.createDirectory(folder.resolve("models"));
		out = folder.resolve("out");
		MacroRunner.value("run('ZFNet Options...', 'models=[" + models + "]'); return '';");
	}

	@AfterEach
	void forgetModels() {
		MacroRunner.value("run('ZFNet Options...'); return '';");
	}

	@Test
	void theMacroOfTable2TrainsSeedsAndSaysByHowMuchAnAverageIsBetter() throws IOException {
		final List<String> printed = run("Table2_ensemble.ijm", SharedData.path("tiny-imagenet/pretrain"));
		final List<String[]> rows = rows("table2.csv");
		assertEquals(12, rows.size());
		for (int first = 0; first < 12; first += 3) {
			final String set = rows.get(first)[0];
			final String views = rows.get(first)[2];
			final List<String> evaluated = Files.readAllLines(out.resolve(set + "-" + views + "/evaluation.csv"));
			double mean = 0;
			for (int i = 0; i < 3; i++) {
				final String[] row = rows.get(first + i);
				final String[] cells = evaluated.get(1 + i).split(",");
				assertEquals("120", row[3]);
				assertEquals(Double.parseDouble(cells[2]), Double.parseDouble(row[4]), 1e-4, set);
				assertEquals(Double.parseDouble(cells[3]), Double.parseDouble(row[7]), 1e-4, set);
				assertEquals(views, cells[8]);
				assertTrue(Double.parseDouble(row[5]) < Double.parseDouble(row[4]) && Double.parseDouble(row[4]) < Double.parseDouble(
					row[6]));
				if (i < 2) mean += Double.parseDouble(row[4]) / 2;
			}
			assertEquals("average of 2 " + set, rows.get(first + 2)[1]);
			final double gain = 100 * (mean - Double.parseDouble(rows.get(first + 2)[4]));
			final String line = printed.stream().filter(text -> text.startsWith(views + ": the average of 2 " + set)).findFirst()
				.orElseThrow();
			assertEquals(gain, Double.parseDouble(line.replaceAll(".* by (\\S+) points of top-1 .*", "$1")), 0.0501, line);
		}
		assertTrue(Double.parseDouble(rows.get(1)[4]) < 0.6, "zfnet-tiny knows most pictures");
		assertNotEquals(Files.mismatch(models.resolve("quick-zfnet-tiny-1-epochs-seed1/weights.onnx"), models.resolve(
			"quick-zfnet-tiny-1-epochs-seed2/weights.onnx")), -1);
		assertPlot("table2.png");
	}

	@Test
	void theMacroOfTable4ComparesFeaturesWithTrainingFromScratch() throws IOException {
		SharedData.path("bccd/annotations");
		SharedData.path("tiny-imagenet/transfer");
		final List<String> printed = run("Table4_transfer.ijm", SharedData.path(""));
		final List<String[]> rows = rows("table4.csv");
		assertEquals(List.of("tiny-imagenet zfnet-tiny 15 10", "tiny-imagenet scratch 15 10", "bccd zfnet-tiny 15 3",
			"bccd scratch 15 3"), rows.stream().map(row -> String.join(" ", row[0], row[1], row[4], row[8])).toList());
		assertTrue(accuracy(rows.get(0)) > 0.4, "the features tell ten classes apart");
		assertTrue(accuracy(rows.get(2)) > 0.7, "the features tell cells apart");
		assertTrue(accuracy(rows.get(0)) > accuracy(rows.get(1)));
		for (int set = 0; set < 4; set += 2) {
			final String line = rows.get(set)[0] + ", 15: " + percent(rows.get(set)) + "; " + percent(rows.get(set + 1));
			assertTrue(printed.contains(line), line + " in " + printed);
		}
		assertPlot("table4.png");
	}

	@Test
	void theMacroOfTable7MeasuresEachLayerWithBothClassifiers() throws IOException {
		SharedData.path("bccd/annotations");
		SharedData.path("tiny-imagenet/transfer");
		final List<String> printed = run("Table7_layers.ijm", SharedData.path(""));
		final List<String[]> rows = rows("table7.csv");
		final List<String> expected = new ArrayList<>();
		for (final String set : List.of("tiny-imagenet", "bccd"))
			for (final String classifier : List.of("svm", "softmax"))
				for (final String layer : List.of("norm1", "relu7"))
					expected.add(set + " " + classifier + " " + layer);
		assertEquals(expected, rows.stream().map(row -> String.join(" ", row[0], row[3], row[2])).toList());
		for (final String[] row : rows)
			assertTrue(accuracy(row) > (row[0].equals("bccd") ? 0.7 : 0.35), String.join(",", row));
		for (final int row : new int[] { 0, 1, 4, 5 }) {
			final String line = rows.get(row)[0] + ", " + rows.get(row)[2] + ": " + percent(rows.get(row)) + "; " + percent(rows
				.get(row + 2));
			assertTrue(printed.contains(line), line + " in " + printed);
		}
		assertPlot("table7.png");
	}

	@Test
	void cellsAreCutOutWithTheirSurroundingsAndAtMostThreeRedOnesOfAMicrograph() throws IOException {
		final Path data = SharedData.path("bccd");
		final MacroRunner.Outcome outcome = MacroRunner.run(Files.readString(Path.of("macros/Crop_bccd.ijm")), "data=" + data + ";output=" +
			out + ";most=2");
		assertEquals(List.of(), outcome.errors());
		assertEquals(out.toString(), outcome.value());
		for (final String part : List.of("train", "val", "test"))
			for (final String name : Files.readAllLines(data.resolve("splits/" + part + ".txt")).subList(0, 2)) {
				final String xml = Files.readString(data.resolve("annotations/" + name.trim() + ".xml"));
				assertEquals(count(xml, "WBC"), crops(part, "white blood cell", name).size(), name);
				assertEquals(count(xml, "Platelets"), crops(part, "platelet", name).size(), name);
				assertEquals(Math.min(3, count(xml, "RBC")), crops(part, "red blood cell", name).size(), name);
			}
		// The white cell of this micrograph has the box 68, 315 to 286, 480: 1.5 * 218 = 327 pixels around 177, 397.5, which would
		// begin at 14, 234 and is moved up into the 480 rows.
		final ImagePlus micrograph = IJ.openImage(data.resolve("images/BloodImage_00001.jpg").toString());
		final ImagePlus crop = IJ.openImage(crops("train", "white blood cell", "BloodImage_00001").get(0).toString());
		assertEquals(64, crop.getWidth());
		assertEquals(64, crop.getHeight());
		micrograph.setRoi(14, 153, 327, 327);
		final double[] expected = means(micrograph.crop());
		final double[] found = means(crop);
		for (int c = 0; c < 3; c++)
			assertEquals(expected[c], found[c], 1, "mean of channel " + c);
	}

	@Test
	void aMacroWhoseDataAreMissingStopsWithASentence() throws IOException {
		for (final String name : List.of("Table2_ensemble.ijm", "Table4_transfer.ijm", "Table7_layers.ijm")) {
			final MacroRunner.Outcome missing = macro(name, "data=/none;output=" + out);
			assertTrue(missing.error().startsWith("The folder '/none' has no "), missing.error());
			final MacroRunner.Outcome unknown = macro(name, "size=3");
			assertTrue(unknown.error().startsWith("The argument has the key 'size'; data, output, "), unknown.error());
		}
		assertEquals(1, macro("Train_zfnet_blood.ijm", "data=/none;output=" + out).errors().size(), "nothing is trained without crops");
	}

	private List<String> run(final String name, final Path data) throws IOException {
		final MacroRunner.Outcome outcome = macro(name, "data=" + data + ";output=" + out + ";quick");
		assertEquals(List.of(), outcome.errors());
		return outcome.printed();
	}

	private static MacroRunner.Outcome macro(final String name, final String argument) throws IOException {
		return MacroRunner.run(Files.readString(Path.of("macros", name)), argument);
	}

	private List<String[]> rows(final String file) throws IOException {
		final List<String> lines = Files.readAllLines(out.resolve(file));
		return lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)).toList();
	}

	private static double accuracy(final String[] row) {
		return Double.parseDouble(row[5]);
	}

	private static String percent(final String[] row) {
		return String.format(Locale.ROOT, "%.1f +- %.1f %%", 100 * accuracy(row), 100 * Double.parseDouble(row[6]));
	}

	private void assertPlot(final String file) {
		assertTrue(IJ.openImage(out.resolve(file).toString()).getWidth() > 400, file);
	}

	private static int count(final String xml, final String code) {
		return xml.split("<name>" + code + "</name>", -1).length - 1;
	}

	private List<Path> crops(final String part, final String type, final String micrograph) throws IOException {
		try (Stream<Path> files = Files.list(out.resolve(part).resolve(type))) {
			return files.filter(file -> file.getFileName().toString().startsWith(micrograph.trim() + "-")).toList();
		}
	}

	private static double[] means(final ImagePlus image) {
		final double[] means = new double[3];
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				for (int c = 0; c < 3; c++)
					means[c] += (double) image.getPixel(x, y)[c] / (image.getWidth() * image.getHeight());
		return means;
	}
}

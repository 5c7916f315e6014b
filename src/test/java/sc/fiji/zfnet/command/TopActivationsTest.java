package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.zfnet.figure.activations.PictureOpener;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.image.SignedContrast;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Top Activations through macros, with numbers against plain loops. */
class TopActivationsTest {

	private static final Shape INPUT = TestModels.chain().network().inputShape();

	@TempDir
	private Path folder;
	private Path model;
	private Path pictures;

	@BeforeEach
	void installModelAndWritePictures() throws IOException {
		model = TestModels.install(folder.resolve("models"), "chain");
		pictures = Files.createDirectories(folder.resolve("a data set"));
		Files.createDirectories(pictures.resolve("deep/deeper"));
		final Random random = new Random(4);
		for (int i = 0; i < 14; i++) {
			final ColorProcessor pixels = new ColorProcessor(32, 32);
			for (int p = 0; p < 32 * 32; p++)
				pixels.set(p, random.nextInt(1 << 24));
			new FileSaver(new ImagePlus("", pixels)).saveAsPng(pictures.resolve(i % 2 == 0 ? "p" + i + ".png" : "deep/deeper/p" +
				i + ".PNG").toString());
		}
		// Pictures of another size and type, equal ones that tie, and two that are damaged.
		final ShortProcessor grey = new ShortProcessor(50, 44);
		for (int p = 0; p < 50 * 44; p++)
			grey.set(p, random.nextInt(5000));
		grey.setMinAndMax(0, 5000);
		new FileSaver(new ImagePlus("", grey)).saveAsTiff(pictures.resolve("grey.tif").toString());
		Files.copy(pictures.resolve("p4.png"), pictures.resolve("deep/a copy.png"));
		Files.write(pictures.resolve("p0.jpg"), new byte[] { (byte) 0xff, (byte) 0xd8, 1, 2, 3 });
		Files.writeString(pictures.resolve("empty.png"), "");
		Files.writeString(pictures.resolve("x.dcm"), "no DICOM file, for which ImageJ would end the macro");
	}

	private String run(final String keys) {
		return "run('Top Activations...', 'model=[" + model + "] folder=[" + pictures + "] output=[" + folder.resolve("out") +
			"] " + keys + "');";
	}

	/** A unit of the table. */
	private record Found(Path file, int x, int y) {}

	/**
	 * The units of a map that the table lists, checked: each is the strongest of its picture, and has the activation of its rank
	 * among all pictures by plain loops. Units that rounding may swap may stand in either order.
	 */
	private List<Found> checked(final String layer, final int map, final int top) throws IOException {
		final Shape shape = TestModels.chain().network().shapeOf(layer);
		final int first = map * shape.positions();
		final List<Double> strongest = new ArrayList<>();
		double worst = 0;
		for (final Path file : PictureFolder.list(pictures).files()) {
			if (file.endsWith("p0.jpg") || file.endsWith("empty.png") || file.endsWith("x.dcm")) continue;
			final Bounded units = TestModels.plain(file).bounded(layer);
			strongest.add(Arrays.stream(units.values(), first, first + shape.positions()).max().orElseThrow());
			worst = Math.max(worst, units.worstError());
		}
		strongest.sort(Comparator.reverseOrder());
		final List<Found> found = new ArrayList<>();
		for (final String line : Files.readAllLines(folder.resolve("out/top-activations.csv"))) {
			final String[] cells = line.split(",");
			if (!cells[0].equals("" + map)) continue;
			final String what = "rank " + cells[1] + " of map " + map;
			assertEquals("" + (found.size() + 1), cells[1], what);
			final Path file = pictures.resolve(cells[2]);
			final int x = Integer.parseInt(cells[3]);
			final int y = Integer.parseInt(cells[4]);
			final Bounded units = TestModels.plain(file).bounded(layer);
			units.checkGreatest(what, first, shape.positions(), first + y * shape.width() + x, Double.parseDouble(cells[5]));
			assertEquals(strongest.get(found.size()), Double.parseDouble(cells[5]), 2 * worst, what);
			found.add(new Found(file, x, y));
		}
		assertEquals(top, found.stream().map(Found::file).distinct().count(), "pictures of map " + map);
		return found;
	}

	@Test
	void theTableHoldsWhatAPlainSearchFindsAndDamagedFilesAreListed() throws IOException {
		assertEquals("20", MacroRunner.value(run("layer=relu2 maps=1,3-5,7 top=4") + " return '' + nResults;"));
		final List<String> lines = Files.readAllLines(folder.resolve("out/top-activations.csv"));
		assertTrue(lines.get(0).startsWith("map,rank,file,x,y,activation"), lines.get(0));
		assertEquals(21, lines.size());
		final int[] maps = { 1, 3, 4, 5, 7 };
		for (int i = 0; i < 20; i++)
			assertTrue(lines.get(1 + i).startsWith(maps[i / 4] + "," + (i % 4 + 1) + ","), lines.get(1 + i));
		for (final int map : maps)
			checked("relu2", map, 4);
		final List<String> skipped = Files.readAllLines(folder.resolve("out/skipped-files.csv"));
		assertEquals(4, skipped.size());
		assertEquals("file,reason", skipped.get(0));
		assertTrue(skipped.get(1).contains("empty.png") && skipped.get(2).contains("p0.jpg") && skipped.get(3).contains("x.dcm"),
			skipped.toString());
	}

	@Test
	void projectionsOpenWithZeroInTheMiddleOfTheirRangeAndPatchesFrom0To255() {
		MacroRunner.value(run("layer=relu2 maps=0-2 top=5"));
		final CompositeImage projections = (CompositeImage) IJ.openImage(folder.resolve("out/top-projections.tif").toString());
		final CompositeImage patches = (CompositeImage) IJ.openImage(folder.resolve("out/top-patches.tif").toString());
		float widest = 0;
		for (int frame = 1; frame <= 3; frame++) {
			final float[] values = new float[3 * projections.getWidth() * projections.getHeight()];
			for (int c = 0; c < 3; c++)
				System.arraycopy(projections.getStack().getPixels(projections.getStackIndex(c + 1, 1, frame)), 0, values, c *
					values.length / 3, values.length / 3);
			widest = Math.max(widest, SignedContrast.clear(ArrayImgs.floats(values, projections.getWidth(), projections
				.getHeight(), 3)));
		}
		assertTrue(widest > 0);
		for (int c = 1; c <= 3; c++) {
			assertEquals(-widest, projections.getChannelLut(c).min, 1e-6 * widest);
			assertEquals(widest, projections.getChannelLut(c).max, 1e-6 * widest);
			assertEquals(0, patches.getChannelLut(c).min);
			assertEquals(255, patches.getChannelLut(c).max);
		}
		// The sixth of six tiles is empty: 0, which is grey of projections and black of pictures.
		final int x = projections.getWidth() - 1;
		final int y = projections.getHeight() - 1;
		assertEquals(127.5, new Color(projections.getBufferedImage().getRGB(x, y)).getGreen(), 1);
		assertEquals(0, new Color(patches.getBufferedImage().getRGB(x, y)).getGreen());
	}

	@Test
	void montagesHaveAFrameAMapWithProjectionsAndPatchesAtTheirRanks() throws IOException {
		MacroRunner.value(run("layer=relu1 maps=0-2 top=5"));
		final ImagePlus projections = IJ.openImage(folder.resolve("out/top-projections.tif").toString());
		final ImagePlus patches = IJ.openImage(folder.resolve("out/top-patches.tif").toString());
		final ReceptiveField field = TestModels.chain().network().receptiveFieldOf("relu1");
		for (final ImagePlus image : List.of(projections, patches)) {
			assertEquals("32 3 3", image.getBitDepth() + " " + image.getNChannels() + " " + image.getNFrames());
			assertEquals(3 * field.width() + " " + 2 * field.height(), image.getWidth() + " " + image.getHeight());
		}
		final TrainedNetwork trained = TestModels.chain();
		final Shape shape = trained.network().shapeOf("relu1");
		for (int map = 0; map < 3; map++) {
			final List<Found> found = checked("relu1", map, 5);
			for (int rank = 0; rank < 5; rank++) {
				final Found unit = found.get(rank);
				final Path file = unit.file;
				final Bounded projection = TestModels.plain(file).projectUnits("relu1", (map * shape.height() + unit.y) * shape
					.width() + unit.x);
				final var picture = ScaledPicture.forInput(Picture.open(file), INPUT).centre();
				final int left = unit.x * field.strideX() + field.offsetX();
				final int top = unit.y * field.strideY() + field.offsetY();
				final Region seen = field.of(unit.x, unit.y, INPUT);
				for (int y = 0; y < field.height(); y++)
					for (int x = 0; x < field.width(); x++)
						for (int c = 0; c < 3; c++) {
							final boolean inside = x + left >= seen.x() && x + left < seen.x() + seen.width() && y + top >= seen.y() && y +
								top < seen.y() + seen.height();
							final int at = ((2 - c) * 32 + y + top) * 32 + x + left;
							final double expected = inside ? projection.values()[at] : 0;
							final double expectedPatch = inside ? picture.getAt(x + left, y + top, c).get() : 0;
							final String where = "map " + map + ", rank " + rank;
							assertEquals(expected, value(projections, map, c, rank, x, y, field), inside ? projection.errors()[at] : 0,
								where);
							assertEquals(expectedPatch, value(patches, map, c, rank, x, y, field), 1e-3, where);
						}
			}
		}
	}

	private static float value(final ImagePlus image, final int frame, final int channel, final int rank, final int x,
		final int y, final ReceptiveField field)
	{
		return image.getStack().getProcessor(image.getStackIndex(channel + 1, 1, frame + 1)).getf(rank % 3 * field.width() + x,
			rank / 3 * field.height() + y);
	}

	@Test
	void severalLayersGoInOnePassAndSmallFieldsAreEnlarged() throws IOException {
		MacroRunner.value(run("layer=[relu1, relu3] maps=[strongest 2] top=3"));
		final List<String> lines = Files.readAllLines(folder.resolve("out/top-activations.csv"));
		assertEquals(13, lines.size());
		assertTrue(lines.get(1).contains(",relu1,") && lines.get(12).contains(",relu3,"), lines.toString());
		final ImagePlus projections = IJ.openImage(folder.resolve("out/top-projections.tif").toString());
		assertEquals(4, projections.getNFrames());
		// relu3 sees the whole input of 32 × 32; fields of 5 × 5 are enlarged six times.
		assertEquals("64 64", projections.getWidth() + " " + projections.getHeight());
		final var frame = projections.getStack().getProcessor(1);
		boolean any = false;
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 30; x++) {
				assertEquals(frame.getf(x / 6 * 6, y / 6 * 6), frame.getf(x, y), x + ", " + y);
				any |= frame.getf(x, y) != 0;
			}
		assertTrue(any);
	}

	@Test
	void aPageIsWrittenForEveryLayerAndForEverySixteenMaps() throws IOException {
		MacroRunner.value(run("layer=[relu1, relu3] maps=all top=3"));
		// Six maps and twelve.
		assertTrue(Files.exists(folder.resolve("out/top-activations.png")));
		assertTrue(Files.exists(folder.resolve("out/top-activations-2.png")));
		assertFalse(Files.exists(folder.resolve("out/top-activations-3.png")));
	}

	@Test
	void withoutKeysItTakesTheNineStrongestMapsOfTheLastConvolution() throws IOException {
		MacroRunner.value(run(""));
		final List<String> lines = Files.readAllLines(folder.resolve("out/top-activations.csv"));
		// The network has eight maps there.
		assertEquals(8 * 9 + 1, lines.size());
		assertTrue(lines.get(1).contains(",relu2,"), lines.get(1));
		assertTrue(Files.exists(folder.resolve("out/top-activations.png")));
	}

	@Test
	void wrongKeysAreNamedAndNothingIsWritten() throws IOException {
		assertEquals("Top Activations...: There is no map 6 in layer 'relu1'; it has maps 0 to 5", MacroRunner.run(run(
			"layer=relu1 maps=6")).error());
		assertEquals("Top Activations...: There is no layer 'relu9'; the network has: conv1, relu1, pool1, conv2, relu2, flatten, " +
			"fc3, relu3, fc4, softmax", MacroRunner.run(run("layer=relu1,relu9")).error());
		assertTrue(MacroRunner.run("run('Top Activations...', 'model=[" + model + "]');").error().contains("folder"));
		assertEquals("Top Activations...: Folder '" + folder.resolve("none") + "' does not exist; a folder of pictures is accepted", MacroRunner.run(
			"run('Top Activations...', 'model=[" + model + "] folder=[" + folder.resolve("none") + "]');").error());
		assertFalse(Files.exists(folder.resolve("out")));
	}

	@Test
	void aRowOpensItsPictureWithTheReceptiveFieldSelected() throws IOException {
		final ResultsTable table = new ResultsTable();
		table.addRow();
		table.addValue("file", "grey.tif");
		table.addValue("rf_x", 4);
		table.addValue("rf_y", 0);
		table.addValue("rf_width", 8);
		table.addValue("rf_height", 16);
		final ImagePlus opened = new PictureOpener(PictureFolder.list(pictures), INPUT).open(table, 0);
		assertEquals(50, opened.getWidth());
		// 50 × 44 becomes 42 × 37, of which the middle 32 × 32 is the input: it begins at 5, 2.
		final var bounds = opened.getRoi().getFloatBounds();
		assertEquals(9 * 50 / 42.0, bounds.x, 1e-9);
		assertEquals(2 * 44 / 37.0, bounds.y, 1e-9);
		assertEquals(8 * 50 / 42.0, bounds.width, 1e-9);
		assertEquals(16 * 44 / 37.0, bounds.height, 1e-9);
		opened.close();
	}
}

package sc.fiji.zfnet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.network.ReceptiveField;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.testing.Checkpoints;
import sc.fiji.zfnet.testing.MacroRunner;
import sc.fiji.zfnet.testing.TestModels;

/** Feature Evolution through macros, with numbers against plain loops over a model's three checkpoints. */
class FeatureEvolutionTest {

	private static final Shape INPUT = TestModels.chain().network().inputShape();
	private static final SortedMap<Integer, TrainedNetwork> CHECKPOINTS = Checkpoints.chain();

	@TempDir
	private Path folder;
	private Path model;
	private Path pictures;
	private final Map<String, PlainNetwork> plain = new HashMap<>();

	@BeforeEach
	void installModelAndWritePictures() throws IOException {
		model = Checkpoints.install(folder.resolve("models"), "evolving", CHECKPOINTS);
		pictures = Files.createDirectories(folder.resolve("a data set"));
		Files.createDirectories(pictures.resolve("deep"));
		final Random random = new Random(4);
		for (int i = 0; i < 7; i++) {
			final ColorProcessor pixels = new ColorProcessor(32, 32);
			for (int p = 0; p < 32 * 32; p++)
				pixels.set(p, random.nextInt(1 << 24));
			new FileSaver(new ImagePlus("", pixels)).saveAsPng(pictures.resolve(i % 2 == 0 ? "p" + i + ".png" : "deep/p" + i +
				".png").toString());
		}
		Files.write(pictures.resolve("damaged.jpg"), new byte[] { (byte) 0xff, (byte) 0xd8, 1, 2, 3 });
	}

	private String run(final String keys) {
		return "run('Feature Evolution...', 'model=[" + model + "] output=[" + folder.resolve("out") + "] " + keys + "');";
	}

	private String overFolder(final String keys) {
		return run("folder=[" + pictures + "] " + keys);
	}

	private record Found(String file, int index, double activation, double error) {}

	private PlainNetwork plainly(final int epoch, final Path file) throws IOException {
		final String key = epoch + " " + file;
		if (!plain.containsKey(key)) plain.put(key, new PlainNetwork(CHECKPOINTS.get(epoch), TestModels.input(file), 0,
			TestModels.INPUT_ERROR));
		return plain.get(key);
	}

	/** A map's strongest unit over the pictures, computed with plain loops; none is so near to it that rounding may decide. */
	private Found strongest(final int epoch, final String layer, final int map) throws IOException {
		final int positions = CHECKPOINTS.get(epoch).network().shapeOf(layer).positions();
		final PictureFolder listed = PictureFolder.list(pictures);
		Found best = null;
		for (final Path file : listed.files()) {
			if (file.endsWith("damaged.jpg")) continue;
			final Bounded units = plainly(epoch, file).bounded(layer);
			for (int i = map * positions; i < (map + 1) * positions; i++)
				if (best == null || units.values()[i] > best.activation) best = new Found(listed.relative(file), i, units.values()[i],
					units.errors()[i]);
		}
		for (final Path file : listed.files()) {
			if (file.endsWith("damaged.jpg")) continue;
			final Bounded others = plainly(epoch, file).bounded(layer).copy();
			if (best.file.equals(listed.relative(file))) others.values()[best.index] = Double.NEGATIVE_INFINITY;
			assertTrue(others.isBelow(map * positions, positions, best.activation, best.error), "map " + map + " of " + layer +
				" in epoch " + epoch + " has two units that rounding may swap; other pictures are wanted");
		}
		return best;
	}

	private List<String[]> rows(final String file) throws IOException {
		return Files.readAllLines(folder.resolve("out").resolve(file)).stream().skip(1).map(line -> line.split(",", -1)).toList();
	}

	@Test
	void theTableHoldsThePicturesThatAPlainSearchFindsAtEachCheckpoint() throws IOException {
		assertEquals("12", MacroRunner.value(overFolder("layer=relu2 maps=5,0,2-3") + " return '' + nResults;"));
		assertTrue(Files.readAllLines(folder.resolve("out/evolution.csv")).get(0).startsWith(
			"epoch,map,file,x,y,activation"));
		final List<String[]> rows = rows("evolution.csv");
		final Shape shape = CHECKPOINTS.get(1).network().shapeOf("relu2");
		final int[] epochs = { 1, 4, 10 };
		final int[] maps = { 5, 0, 2, 3 };
		for (int i = 0; i < 12; i++) {
			final Found expected = strongest(epochs[i / 4], "relu2", maps[i % 4]);
			assertEquals(List.of("" + epochs[i / 4], "" + maps[i % 4], expected.file, "" + expected.index % shape.width(), "" +
				expected.index / shape.width() % shape.height()), List.of(rows.get(i)).subList(0, 5));
			assertEquals(expected.activation, Double.parseDouble(rows.get(i)[5]), expected.error);
		}
	}

	@Test
	void theStrongestMapsAreThoseOfTheLastCheckpointInAllColumns() throws IOException {
		MacroRunner.value(overFolder("layer=relu1 maps=[strongest 2]"));
		final List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
		final Map<Integer, Double> atLast = new HashMap<>();
		final Map<Integer, Double> atFirst = new HashMap<>();
		for (final int map : order) {
			atLast.put(map, strongest(10, "relu1", map).activation);
			atFirst.put(map, strongest(1, "relu1", map).activation);
		}
		order.sort(Comparator.comparing(map -> -atLast.get(map)));
		final List<Integer> expected = order.subList(0, 2);
		final List<Integer> early = new ArrayList<>(order);
		early.sort(Comparator.comparing(map -> -atFirst.get(map)));
		assertFalse(expected.equals(early.subList(0, 2)), "the checkpoints should differ in their strongest maps");
		final List<String[]> rows = rows("evolution.csv");
		assertEquals(6, rows.size());
		for (int i = 0; i < 6; i++)
			assertEquals("" + expected.get(i % 2), rows.get(i)[1]);
	}

	@Test
	void theImageHasARowAMapAndAColumnACheckpoint() throws IOException {
		MacroRunner.value(overFolder("layer=relu1 maps=4,0"));
		final ImagePlus image = IJ.openImage(folder.resolve("out/evolution.tif").toString());
		final ImagePlus patches = IJ.openImage(folder.resolve("out/evolution-patches.tif").toString());
		final ReceptiveField field = CHECKPOINTS.get(1).network().receptiveFieldOf("relu1");
		final Shape shape = CHECKPOINTS.get(1).network().shapeOf("relu1");
		for (final ImagePlus one : List.of(image, patches))
			assertEquals("32 3 1 " + 3 * field.width() + " " + 2 * field.height(), one.getBitDepth() + " " + one.getNChannels() +
				" " + one.getNFrames() + " " + one.getWidth() + " " + one.getHeight());
		final int[] epochs = { 1, 4, 10 };
		final int[] maps = { 4, 0 };
		boolean any = false;
		for (int row = 0; row < 2; row++)
			for (int column = 0; column < 3; column++) {
				final Found found = strongest(epochs[column], "relu1", maps[row]);
				final Path file = pictures.resolve(found.file);
				final Bounded projection = plainly(epochs[column], file).projectUnits("relu1", found.index);
				final var picture = ScaledPicture.forInput(Picture.open(file), INPUT).centre();
				final int left = found.index % shape.width() * field.strideX() + field.offsetX();
				final int top = found.index / shape.width() % shape.height() * field.strideY() + field.offsetY();
				for (int y = 0; y < field.height(); y++)
					for (int x = 0; x < field.width(); x++)
						for (int c = 0; c < 3; c++) {
							final boolean inside = x + left >= 0 && x + left < 32 && y + top >= 0 && y + top < 32;
							final int at = ((2 - c) * 32 + y + top) * 32 + x + left;
							final double expected = inside ? projection.values()[at] : 0;
							final double expectedPatch = inside ? picture.getAt(x + left, y + top, c).get() : 0;
							final int toX = column * field.width() + x;
							final int toY = row * field.height() + y;
							assertEquals(expected, image.getStack().getProcessor(c + 1).getf(toX, toY), inside ? projection.errors()[at]
								: 0);
							assertEquals(expectedPatch, patches.getStack().getProcessor(c + 1).getf(toX, toY), 1e-3);
							any |= expected != 0;
						}
			}
		assertTrue(any);
		for (final String name : List.of("evolution.png", "evolution-layers.png"))
			assertTrue(IJ.openImage(folder.resolve("out").resolve(name).toString()).getWidth() > 100, name);
	}

	@Test
	void theChangeOfEachLayerIsThatOfPlainLoopsAndDeadMapsDoNotCountTwice() throws IOException {
		MacroRunner.value(overFolder("layer=relu1 maps=0"));
		assertTrue(Files.readAllLines(folder.resolve("out/evolution-layers.csv")).get(0).startsWith(
			"layer,from_epoch,to_epoch,weight_change,top_picture_change"));
		final List<String[]> rows = rows("evolution-layers.csv");
		final String[] layers = { "conv1", "conv2", "fc3", "fc4" };
		final String[] outputs = { "relu1", "relu2", "relu3", "fc4" };
		final int[] epochs = { 1, 4, 10 };
		assertEquals(8, rows.size());
		for (int i = 0; i < 8; i++) {
			final int layer = i / 2;
			final int from = epochs[i % 2];
			final int to = epochs[i % 2 + 1];
			assertEquals(List.of(layers[layer], "" + from, "" + to), List.of(rows.get(i)).subList(0, 3));
			final float[] before = CHECKPOINTS.get(from).weights().of(layers[layer]).kernel();
			final float[] after = CHECKPOINTS.get(to).weights().of(layers[layer]).kernel();
			double squares = 0;
			double length = 0;
			for (int k = 0; k < before.length; k++) {
				squares += Math.pow(after[k] - before[k], 2);
				length += Math.pow(before[k], 2);
			}
			assertEquals(Math.sqrt(squares) / Math.sqrt(length), Double.parseDouble(rows.get(i)[3]), 1e-6);
			final int maps = CHECKPOINTS.get(1).network().shapeOf(outputs[layer]).channels();
			int changed = 0;
			int counted = 0;
			for (int map = 0; map < maps; map++) {
				final Found old = strongest(from, outputs[layer], map);
				final Found now = strongest(to, outputs[layer], map);
				final boolean dead = old.activation == 0 && now.activation == 0;
				if (!dead) counted++;
				if (!dead && (old.activation == 0 || now.activation == 0 || !old.file.equals(now.file))) changed++;
			}
			assertEquals((double) changed / counted, Double.parseDouble(rows.get(i)[4]), 1e-9, layers[layer]);
		}
		// fc3 alone grows by a half from epoch 4 to 10; the others stay.
		assertEquals("0.0", rows.get(1)[3]);
		assertEquals("0.0", rows.get(1)[4]);
		assertEquals(0.5, Double.parseDouble(rows.get(5)[3]), 1e-6);
		// conv1 changed from 1 to 4 alone, whose middle is 2.5.
		assertEquals(List.of("conv1", "2.5", "2.5"), List.of(rows("evolution-settling.csv").get(0)).subList(0, 3));
	}

	@Test
	void ofOneImageTheUnitsAreFollowedAndNoTopPictureCanChange() throws IOException {
		final Path file = pictures.resolve("p2.png");
		MacroRunner.value("open('" + file + "'); " + run("layer=relu2 maps=1"));
		final List<String[]> rows = rows("evolution.csv");
		assertEquals(3, rows.size());
		final Shape shape = CHECKPOINTS.get(1).network().shapeOf("relu2");
		final int[] epochs = { 1, 4, 10 };
		for (int i = 0; i < 3; i++) {
			assertEquals(List.of("" + epochs[i], "1", "p2.png"), List.of(rows.get(i)).subList(0, 3));
			final int index = shape.positions() + Integer.parseInt(rows.get(i)[4]) * shape.width() + Integer.parseInt(rows.get(
				i)[3]);
			plainly(epochs[i], file).bounded("relu2").checkGreatest("epoch " + epochs[i], shape.positions(), shape.positions(),
				index, Double.parseDouble(rows.get(i)[5]));
		}
		for (final String[] row : rows("evolution-layers.csv"))
			assertEquals("", row[4]);
	}

	@Test
	void withoutKeysTheNineStrongestMapsOfTheLastConvolutionAreFollowed() throws IOException {
		MacroRunner.value(overFolder(""));
		// The network has eight maps there.
		assertEquals(8 * 3, rows("evolution.csv").size());
		assertEquals("relu2", rows("evolution.csv").get(0)[6]);
	}

	@Test
	void wrongKeysAreNamedAndNothingIsWritten() throws IOException {
		assertEquals("Feature Evolution...: There is no map 6 in layer 'relu1'; it has maps 0 to 5", MacroRunner.run(overFolder(
			"layer=relu1 maps=6")).error());
		assertTrue(MacroRunner.run(overFolder("layer=relu9")).error().startsWith(
			"Feature Evolution...: There is no layer 'relu9'; the network has: conv1, relu1"));
		assertEquals("Feature Evolution...: The image 'x.png' and the folder '" + pictures +
			"' are both given; only one of the keys 'image' and 'folder' is accepted",
			MacroRunner.run(overFolder("image=x.png")).error());
		final Path plainModel = TestModels.install(folder.resolve("models"), "plain");
		assertEquals("Feature Evolution...: The model 'plain' has no checkpoints; a model trained with checkpoints is required",
			MacroRunner.run("run('Feature Evolution...', 'model=[" + plainModel + "] folder=[" + pictures + "] output=[" + folder
				.resolve("out") + "]');").error());
		assertFalse(Files.exists(folder.resolve("out")));
	}
}

package sc.fiji.zfnet.analysis.occlusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.benchmark.OcclusionBoxes;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.testing.Cancelling;
import sc.fiji.zfnet.testing.TestModels;

class OcclusionSensitivityTest {

	private static final Preprocessing BLUE_FIRST = new Preprocessing(ChannelOrder.BGR, List.of(100.0, 110.0, 120.0), List.of(
		50.0, 40.0, 60.0));

	@Test
	void allThreeMapsAreThoseOfPlainLoopsOverOccludedPictures() {
		for (final Fill fill : Fill.values()) {
			final float[] raw = picture();
			try (Classifier classifier = classifier()) {
				final OcclusionGrid grid = new OcclusionGrid(classifier.network().inputShape(), 9, 5);
				final OcclusionMaps maps = new OcclusionSensitivity(classifier).withGrid(grid)
					.withFill(fill)
					.withLayer("relu2")
					.withClass(2)
					.run(image(raw));
				final PlainNetwork clean = plain(raw);
				clean.bounded("softmax").check("unoccluded", 2, maps.unoccluded().probability());
				assertTrue(strongest(clean, maps.map()) + 2 * clean.bounded("relu2").worstError() >= strongest(clean), "map " + maps
					.map());
				sum(clean, maps.map()).check("unoccluded sum", 0, maps.unoccludedActivation());
				assertEquals(25, maps.computed());
				for (int row = 0; row < 5; row++)
					for (int column = 0; column < 5; column++) {
						final PlainNetwork plain = plain(occluded(raw, column * 5, row * 5, 9, colour(fill)));
						final int position = row * 5 + column;
						final String where = fill + " " + row + " " + column;
						final Bounded probabilities = plain.bounded("softmax");
						probabilities.check(where, 2, maps.probability(position));
						final Bounded sum = sum(plain, maps.map());
						// It is made from the clean picture's: its values are taken off and put on once.
						sum.errors()[0] = 2 * sum.errors()[0] + 2 * sum(clean, maps.map()).errors()[0];
						sum.check("sum at " + where, 0, maps.activation(position));
						final int best = maps.mostProbable(position);
						probabilities.checkGreatest("class at " + where, 0, 4, best, probabilities.values()[best]);
						final var access = maps.probability().randomAccess();
						access.setPosition(new int[] { column, row });
						assertEquals(maps.probability(position), access.get().get());
					}
			}
		}
	}

	@Test
	void withoutALabelTheClassRankedFirstIsMapped() {
		try (Classifier classifier = classifier()) {
			final OcclusionMaps maps = new OcclusionSensitivity(classifier).withOccluder(16, 16)
				.withLayer("relu2")
				.withMap(3)
				.run(image(picture()));
			assertEquals(classifier.best(classifier.averageProbabilities(List.of(image(picture()))), 1).get(0).index(), maps.unoccluded()
				.index());
			assertEquals(maps.unoccluded().index(), maps.unoccludedClass());
			assertEquals(3, maps.map());
		}
	}

	@Test
	void coarsePositionsComeFirstAndEveryPositionOnce() {
		final OcclusionGrid grid = new OcclusionGrid(new Shape(3, 40, 60), 7, 1);
		assertEquals(34, grid.rows());
		assertEquals(54, grid.columns());
		assertEquals(4, grid.firstStep());
		assertEquals(9 * 14, grid.firstLook());
		final List<Integer> order = grid.coarseToFine();
		assertEquals(34 * 54, order.size());
		assertEquals(34 * 54, new HashSet<>(order).size());
		for (final int position : order.subList(0, 9 * 14))
			assertTrue(position / 54 % 4 == 0 && position % 54 % 4 == 0, "position " + position);
		for (final int position : order.subList(9 * 14, 17 * 27))
			assertTrue(position / 54 % 2 == 0 && position % 54 % 2 == 0, "position " + position);
	}

	@Test
	void theGridHasThePositionsOfTheDefinition() {
		final OcclusionGrid grid = new OcclusionGrid(new Shape(3, 224, 224), 50, 4);
		assertEquals(44, grid.rows());
		assertEquals(44 * 44, grid.positions());
		assertEquals(172, grid.cover(44 * 44 - 1).x());
		assertEquals(new OcclusionGrid(new Shape(3, 227, 227), 51, 4), OcclusionGrid.of(new Shape(3, 227, 227)));
		assertEquals(new OcclusionGrid(new Shape(3, 64, 64), 14, 1), OcclusionGrid.of(new Shape(3, 64, 64)));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new OcclusionGrid(new Shape(3, 32, 40), 33, 1)).getMessage()
			.contains("33 pixels does not fit the network's input of 40 × 32 pixels; 1 to 32"));
	}

	@Test
	void aListenerSeesTheWholeMapFillInFromItsCoarsePositions() {
		try (Classifier classifier = classifier()) {
			final OcclusionGrid grid = new OcclusionGrid(classifier.network().inputShape(), 9, 1);
			final List<OcclusionMaps> seen = new ArrayList<>();
			final OcclusionMaps maps = new OcclusionSensitivity(classifier).withGrid(grid)
				.withLayer("relu2")
				.run(image(picture()), seen::add, Progress.NONE);
			final OcclusionMaps first = seen.get(0);
			assertEquals(grid.firstLook(), first.computed());
			assertFalse(first.isComplete());
			assertTrue(Float.isNaN(first.probability(1)));
			assertTrue(first.filled().isComplete());
			assertEquals(maps.probability(0), first.filled().probability(1));
			final int step = grid.firstStep();
			final int columns = grid.columns();
			assertEquals(maps.probability(step * columns + step), first.filled().probability((2 * step - 1) * columns + step + 1));
			assertTrue(maps.isComplete());
		}
	}

	@Test
	void aCancelledScanKeepsWhatIsThere() {
		try (Classifier classifier = classifier()) {
			final OcclusionGrid grid = new OcclusionGrid(classifier.network().inputShape(), 9, 1);
			final int[] runs = new int[1];
			final OcclusionMaps maps = new OcclusionSensitivity(classifier).withGrid(grid)
				.withLayer("relu2")
				.run(image(picture()), partial -> runs[0]++, new Cancelling(() -> runs[0] == 2));
			assertFalse(maps.isComplete());
			assertTrue(maps.computed() > grid.firstLook() && maps.computed() < grid.positions());
			assertFalse(Float.isNaN(maps.probability(0)));
		}
	}

	@Test
	void coveringTheObjectLowersItsProbabilityMoreThanCoveringTheBackground() throws IOException {
		final Path model = SharedData.path("models/tiny-vgg");
		final Path pictures = SharedData.path("tiny-imagenet/pretrain/val");
		try (Classifier classifier = new Classifier(new NetworkSession(OnnxReader.read(model.resolve("model.onnx")),
			EngineOptions.DEFAULT), new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(255.0)), Labels.read(model.resolve(
				"labels.txt"))))
		{
			final OcclusionBoxes boxes = new OcclusionBoxes(classifier, 8);
			boxes.scan(pictures, OcclusionBoxes.boxes(pictures.resolveSibling("val_boxes.csv")), 60);
			assertEquals(60, boxes.pictures());
			assertTrue(boxes.dropInside() > 1.5 * boxes.dropOutside(), boxes.dropInside() + " inside, " + boxes.dropOutside() +
				" outside");
		}
	}

	@Test
	void unknownMapsAndClassesAreRefused() {
		try (Classifier classifier = classifier()) {
			final OcclusionSensitivity scan = new OcclusionSensitivity(classifier).withOccluder(9, 1).withLayer("relu2");
			assertEquals("There is no map 8 in layer 'relu2'; 0 to 7 are accepted", assertThrows(IllegalArgumentException.class,
				() -> scan.withMap(8)).getMessage());
			assertThrows(IllegalArgumentException.class, () -> scan.withClass(classifier.network().classes()));
			assertThrows(IllegalArgumentException.class, () -> scan.withLayer("relu9"));
		}
	}

	private static Classifier classifier() {
		return new Classifier(new NetworkSession(TestModels.chain(), EngineOptions.DEFAULT), BLUE_FIRST, new Labels(List.of("cat",
			"dog", "bird", "fish")));
	}

	/** Red plane, green plane, blue plane. */
	private static float[] picture() {
		final Random random = new Random(3);
		final float[] raw = new float[3 * 32 * 32];
		for (int i = 0; i < raw.length; i++)
			raw[i] = random.nextInt(256);
		return raw;
	}

	private static RandomAccessibleInterval<FloatType> image(final float[] raw) {
		return ArrayImgs.floats(raw, 32, 32, 3);
	}

	private static float[] colour(final Fill fill) {
		return switch (fill) {
			case GRAY -> new float[] { 128, 128, 128 };
			case BLACK -> new float[] { 0, 0, 0 };
			case WHITE -> new float[] { 255, 255, 255 };
			case MEAN -> new float[] { 120, 110, 100 };
		};
	}

	private static float[] occluded(final float[] raw, final int left, final int top, final int size, final float[] colour) {
		final float[] covered = raw.clone();
		for (int c = 0; c < 3; c++)
			for (int y = top; y < top + size; y++)
				for (int x = left; x < left + size; x++)
					covered[(c * 32 + y) * 32 + x] = colour[c];
		return covered;
	}

	private static PlainNetwork plain(final float[] raw) {
		final Batch input = new Batch(1, new Shape(3, 32, 32));
		final float[] mean = { 100, 110, 120 };
		final float[] std = { 50, 40, 60 };
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 32; x++)
				for (int c = 0; c < 3; c++)
					input.values()[input.index(0, y, x, c)] = (raw[((2 - c) * 32 + y) * 32 + x] - mean[c]) / std[c];
		// The engine's input is computed in another order, with values of up to 255 / 40.
		return new PlainNetwork(TestModels.chain(), input, 0, 4 * Bounded.ROUNDOFF * 255 / 40);
	}

	private static double strongest(final PlainNetwork plain) {
		return Arrays.stream(plain.output("relu2")).max().orElseThrow();
	}

	private static double strongest(final PlainNetwork plain, final int map) {
		return Arrays.stream(plain.output("relu2"), map * 49, (map + 1) * 49).max().orElseThrow();
	}

	private static Bounded sum(final PlainNetwork plain, final int map) {
		return plain.bounded("relu2").sum(map * 49, 49);
	}
}

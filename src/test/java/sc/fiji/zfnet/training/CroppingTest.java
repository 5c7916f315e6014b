package sc.fiji.zfnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;

/** Pictures whose red value is the column, green the row and blue 100. */
class CroppingTest {

	private static final Shape INPUT = new Shape(3, 16, 16);
	private static final Cropping CROPPING = new Cropping(INPUT, new Preprocessing(ChannelOrder.RGB, List.of(1.0, 2.0, 4.0),
		List.of(2.0, 4.0, 8.0)));

	@Test
	void centreIsPreprocessedAndNotMoved() {
		final Batch batch = new Batch(2, INPUT);
		CROPPING.centre(picture(20, 18), batch, 1);
		for (int y = 0; y < 16; y++)
			for (int x = 0; x < 16; x++) {
				assertEquals((x + 2 - 1) / 2.0, batch.get(1, y, x, 0));
				assertEquals((y + 1 - 2) / 4.0, batch.get(1, y, x, 1));
				assertEquals(12, batch.get(1, y, x, 2));
				assertEquals(0, batch.get(0, y, x, 2));
			}
	}

	@Test
	void randomCutsOfLargerPicturesLieInsideAndTakeAllPlacesAndMirrors() {
		final Set<List<Integer>> places = new HashSet<>();
		final Random random = new Random(1);
		for (int n = 0; n < 500; n++)
			places.add(place(picture(18, 17), random));
		assertEquals(3 * 2 * 2, places.size());
		for (final List<Integer> place : places)
			assertTrue(place.get(0) >= 0 && place.get(0) <= 2 && place.get(1) >= 0 && place.get(1) <= 1, place::toString);
	}

	@Test
	void picturesOfTheInputsSizeAreShiftedByUpToAnEighthAndUncoveredPixelsTakeTheMean() {
		final Set<List<Integer>> places = new HashSet<>();
		final Random random = new Random(1);
		for (int n = 0; n < 2000; n++)
			places.add(place(picture(16, 16), random));
		assertEquals(5 * 5 * 2, places.size());
		for (final List<Integer> place : places)
			assertTrue(Math.abs(place.get(0)) <= 2 && Math.abs(place.get(1)) <= 2, place::toString);
	}

	/** Finds where a random cut is and checks every one of its pixels. */
	private static List<Integer> place(final StoredPicture picture, final Random random) {
		final Batch batch = new Batch(1, INPUT);
		CROPPING.random(picture, random, batch, 0);
		// The middle is always covered.
		final int first = (int) (batch.get(0, 8, 8, 0) * 2 + 1);
		final boolean mirrored = batch.get(0, 8, 9, 0) < batch.get(0, 8, 8, 0);
		final int left = mirrored ? first - 7 : first - 8;
		final int top = (int) (batch.get(0, 8, 8, 1) * 4 + 2) - 8;
		for (int y = 0; y < 16; y++)
			for (int x = 0; x < 16; x++) {
				final int column = left + (mirrored ? 15 - x : x);
				final int row = top + y;
				final boolean inside = column >= 0 && column < picture.width() && row >= 0 && row < picture.height();
				assertEquals(inside ? (column - 1) / 2.0 : 0, batch.get(0, y, x, 0));
				assertEquals(inside ? (row - 2) / 4.0 : 0, batch.get(0, y, x, 1));
				assertEquals(inside ? 12 : 0, batch.get(0, y, x, 2));
			}
		return List.of(left, top, mirrored ? 1 : 0);
	}

	private static StoredPicture picture(final int width, final int height) {
		final byte[] rgb = new byte[width * height * 3];
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				rgb[i++] = (byte) x;
				rgb[i++] = (byte) y;
				rgb[i++] = 100;
			}
		return new StoredPicture(width, height, 3, rgb);
	}
}

package sc.fiji.zfnet.analysis.correspondence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sc.fiji.zfnet.picture.InputScaling;
import sc.fiji.zfnet.network.Region;

class PartOccludersTest {

	/** 100 × 50 pixels, doubled, of which columns 60 to 139 and rows 10 to 89 are seen. */
	private static final InputScaling DOUBLED = new InputScaling(100, 50, 200, 100, 80, 80);

	private static final InputScaling UNTOUCHED = new InputScaling(40, 40, 40, 40, 40, 40);

	@Test
	void positionsGoThroughScalingAndCropping() {
		// The centre of pixel 50 is at 101 edge to edge, which is pixel 100.5 of the scaled picture and 40.5 of the input.
		assertEquals(Map.of("eye", new Region(41 - 4, 36 - 4, 8, 8)), place(DOUBLED, 8, part("eye", 50, 22.75)).parts());
	}

	@Test
	void oddAndEvenSquaresBeginWhereTheDefinitionSays() {
		assertEquals(new Region(8, 18, 5, 5), place(UNTOUCHED, 5, part("eye", 10, 20)).parts().get("eye"));
		assertEquals(new Region(8, 18, 4, 4), place(UNTOUCHED, 4, part("eye", 10, 20)).parts().get("eye"));
	}

	@Test
	void squaresAreClippedToTheInput() {
		assertEquals(new Region(0, 36, 4, 4), place(UNTOUCHED, 6, part("eye", 1, 39)).parts().get("eye"));
		assertEquals("Part 'eye' of picture 'dog.jpg' lies at -8, 20 of the network's input after scaling and cropping; " +
			"positions inside its 40 × 40 pixels are accepted", assertThrows(IllegalArgumentException.class, () -> place(
				UNTOUCHED, 6, part("eye", -8, 20))).getMessage());
	}

	@Test
	void aPartMayBeThereOnce() {
		assertEquals("Picture 'dog.jpg' has two parts 'eye'; each part is accepted only once", assertThrows(
			IllegalArgumentException.class, () -> place(UNTOUCHED, 6, part("eye", 1, 2), part("eye", 3, 4))).getMessage());
	}

	@Property(tries = 100, seed = "18")
	void randomSquaresLieInsideAndOverlapNoPart(@ForAll final long seed) {
		final Random random = new Random(seed);
		final int size = 1 + random.nextInt(9);
		final PartOccluders occluders = PartOccluders.place(List.of(part("a", random.nextInt(40), random.nextInt(40)), part(
			"b", random.nextInt(40), random.nextInt(40))), UNTOUCHED, size, 20, random);
		assertEquals(20, occluders.random().size());
		for (final Region square : occluders.random()) {
			assertEquals(square, new Region(square.x(), square.y(), size, size));
			final Set<List<Integer>> pixels = pixels(square);
			assertTrue(pixels.stream().flatMap(List::stream).allMatch(i -> i >= 0 && i < 40));
			for (final Region part : occluders.parts().values())
				assertTrue(pixels(part).stream().noneMatch(pixels::contains), square + " and " + part);
		}
	}

	@Test
	void everyPlaceBesideAPartIsReached() {
		// 1 × 1 squares in 2 × 2 pixels, of which one is a part.
		final PartOccluders occluders = PartOccluders.place(List.of(part("eye", 1, 0)), new InputScaling(2, 2, 2, 2, 2, 2), 1,
			200, new Random(1));
		assertEquals(Set.of(new Region(0, 0, 1, 1), new Region(0, 1, 1, 1), new Region(1, 1, 1, 1)), Set.copyOf(occluders
			.random()));
	}

	@Test
	void withoutPlaceForRandomSquaresThereIsAnError() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> PartOccluders.place(List.of(part("eye", 20, 20)),
			UNTOUCHED, 30, 1, new Random(1))).getMessage().startsWith("No random occluder of 30 × 30 pixels fits"));
	}

	private static PartOccluders place(final InputScaling scaling, final int size, final PartPosition... parts) {
		return PartOccluders.place(List.of(parts), scaling, size, 0, new Random(1));
	}

	private static PartPosition part(final String name, final double x, final double y) {
		return new PartPosition("dog.jpg", name, x, y);
	}

	private static Set<List<Integer>> pixels(final Region region) {
		final Set<List<Integer>> pixels = new HashSet<>();
		for (int y = region.y(); y < region.y() + region.height(); y++)
			for (int x = region.x(); x < region.x() + region.width(); x++)
				pixels.add(List.of(x, y));
		return pixels;
	}
}

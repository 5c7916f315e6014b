package sc.fiji.zfnet.analysis.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Folds of labelled pictures. */
class StratifiedFoldsTest {

	private static final List<String> CLASSES = List.of("a", "b", "c");

	/** Classes of different sizes, mixed. */
	private static List<Integer> labels(final int pictures) {
		return IntStream.range(0, pictures).mapToObj(i -> i % 6 == 0 ? 0 : i % 6 < 3 ? 1 : 2).toList();
	}

	private static Set<Integer> set(final int[] indices) {
		final Set<Integer> set = Arrays.stream(indices).boxed().collect(Collectors.toSet());
		assertEquals(indices.length, set.size(), "a picture comes twice");
		return set;
	}

	@Property(tries = 50, seed = "16")
	void foldsAreDisjointHoldAllPicturesAndShareEveryClassEvenly(@ForAll @IntRange(min = 60, max = 200) final int pictures,
		@ForAll @IntRange(min = 1, max = 9) final int count, @ForAll final long seed)
	{
		final List<Integer> labels = labels(pictures);
		final StratifiedFolds folds = new StratifiedFolds(labels, CLASSES, count, seed);
		final Set<Integer> all = new HashSet<>();
		for (int fold = 0; fold < count; fold++) {
			final int[] heldOut = folds.heldOut(fold);
			assertTrue(set(heldOut).stream().allMatch(all::add), "two folds share a picture");
			for (int c = 0; c < 3; c++) {
				final int label = c;
				final double share = (double) labels.stream().filter(l -> l == label).count() / count;
				final long found = Arrays.stream(heldOut).filter(i -> labels.get(i) == label).count();
				assertTrue(found == (long) Math.floor(share) || found == (long) Math.ceil(share), found + " of " + share);
			}
		}
		assertEquals(pictures, all.size());
	}

	@Property(tries = 50, seed = "17")
	void trainingPicturesAreAsManyOfEachClassAndNoneIsHeldOut(@ForAll @IntRange(min = 60, max = 200) final int pictures,
		@ForAll @IntRange(min = 2, max = 9) final int count, @ForAll final long seed)
	{
		final List<Integer> labels = labels(pictures);
		final StratifiedFolds folds = new StratifiedFolds(labels, CLASSES, count, seed);
		for (int fold = 0; fold < count; fold++) {
			final Set<Integer> heldOut = set(folds.heldOut(fold));
			final Set<Integer> large = set(folds.training(fold, folds.most(false)));
			final Set<Integer> small = set(folds.training(fold, 2));
			assertTrue(large.containsAll(small));
			assertTrue(large.stream().noneMatch(heldOut::contains));
			for (int c = 0; c < 3; c++) {
				final int label = c;
				assertEquals(2, small.stream().filter(i -> labels.get(i) == label).count());
			}
			assertEquals(3 * folds.most(true), set(folds.drawn(fold, folds.most(true))).size());
		}
	}

	@Test
	void theSeedAloneDecides() {
		final int[] first = new StratifiedFolds(labels(90), CLASSES, 5, 1).heldOut(2);
		assertArrayEquals(first, new StratifiedFolds(labels(90), CLASSES, 5, 1).heldOut(2));
		assertFalse(Arrays.equals(first, new StratifiedFolds(labels(90), CLASSES, 5, 2).heldOut(2)));
	}

	@Test
	void tooFewPicturesAreRefusedWithTheirNumber() {
		final String few = assertThrows(IllegalArgumentException.class, () -> new StratifiedFolds(List.of(0, 0, 0, 1, 2, 2),
			CLASSES, 2, 1)).getMessage();
		assertTrue(few.contains("'b' has 1 readable pictures"), few);
		final String many = assertThrows(IllegalArgumentException.class, () -> new StratifiedFolds(labels(60), CLASSES, 5, 1)
			.training(0, 9)).getMessage();
		assertTrue(many.contains("up to 8"), many); // 10 of class a, 2 of them in each fold
	}
}

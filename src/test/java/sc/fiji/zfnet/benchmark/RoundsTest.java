package sc.fiji.zfnet.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Rounds and what is made of them. */
class RoundsTest {

	@Test
	void contendersTakeTurnsAndAnotherBeginsEachRound() throws IOException {
		final List<String> order = new ArrayList<>();
		final Times times = new Rounds(new Effort(3, 100)).addTimed("a", () -> noted(order, "a")).addTimed("b", () -> noted(order,
			"b")).run();
		assertEquals(List.of("a", "a", "b", "b", "a", "b", "b", "a", "a", "b"), order);
		assertEquals(List.of(1.0, 1.0, 1.0), times.seconds().get("a"));
	}

	private static double noted(final List<String> order, final String name) {
		order.add(name);
		return 1;
	}

	@Test
	void threeRoundsAreRunWhenTheTimeIsUsedUp() throws IOException {
		assertEquals(3, new Rounds(new Effort(9, 0)).addTimed("a", () -> 1).run().seconds().get("a").size());
	}

	@Test
	void shortWorkIsRepeatedAndItsMeanTaken() throws IOException {
		final double[] next = { 0 };
		// Two runs ahead, the second of which tells 0.025 s: four repetitions make the shortest time of a round.
		final Times times = new Rounds(new Effort(3, 100)).addTimed("a", () -> next[0] < 2 ? 0.025 * next[0]++ : next[0]++)
			.run();
		assertEquals(List.of(3.5, 7.5, 11.5), times.seconds().get("a"));
	}

	@Test
	void theRatioIsTheMedianOfTheRoundsOwnRatios() {
		final Times times = new Times(Map.of("a", List.of(2.0, 30.0, 9.0), "b", List.of(1.0, 10.0, 9.0)));
		assertEquals(2, times.ratio("a", "b"));
		assertEquals(9, times.median("a"));
		assertEquals(2.5, Times.median(new double[] { 9, 2, 1, 3 }));
	}

	@Test
	void aNameIsTakenOnce() {
		final Rounds rounds = new Rounds(Effort.QUICK).addTimed("a", () -> 1);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> rounds.addTimed("a", () -> 1)).getMessage().contains(
			"'a'"));
	}
}

package sc.fiji.zfnet.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

class OrderedRunsTest {

	@Test
	void resultsComeInTheOrderOfTheirStartWhicheverIsDoneFirst() {
		final CountDownLatch secondIsDone = new CountDownLatch(1);
		final List<Integer> results = new ArrayList<>();
		try (OrderedRuns<Integer> runs = new OrderedRuns<>(2)) {
			assertEquals(Optional.empty(), runs.start(() -> {
				await(secondIsDone);
				return 1;
			}));
			runs.start(() -> {
				secondIsDone.countDown();
				return 2;
			}).ifPresent(results::add);
			runs.start(() -> 3).ifPresent(results::add);
			for (Optional<Integer> next = runs.next(); next.isPresent(); next = runs.next())
				results.add(next.get());
		}
		assertEquals(List.of(1, 2, 3), results);
	}

	@Test
	void aFailureIsToldWhenItsResultIsAskedFor() {
		try (OrderedRuns<Integer> runs = new OrderedRuns<>(2)) {
			runs.start(() -> {
				throw new IllegalArgumentException("no");
			});
			assertEquals("no", assertThrows(IllegalArgumentException.class, runs::next).getMessage());
		}
	}

	@Test
	void closingWaitsForWhatIsRunning() {
		final CountDownLatch begun = new CountDownLatch(1);
		final AtomicBoolean ended = new AtomicBoolean();
		try (OrderedRuns<Integer> runs = new OrderedRuns<>(2)) {
			runs.start(() -> {
				begun.countDown();
				final long end = System.nanoTime() + 50_000_000;
				while (System.nanoTime() < end)
					Thread.onSpinWait();
				ended.set(true);
				return 1;
			});
			await(begun);
		}
		assertTrue(ended.get());
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException(exc);
		}
	}
}

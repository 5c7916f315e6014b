package sc.fiji.zfnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class RecipeTest {

	@Test
	void rateRisesEvenlyWhileWarmingUp() {
		final Recipe recipe = recipe(Schedule.PLATEAU, 2);
		assertEquals(0.1 * 0.25 / 2, recipe.rate(List.of(), 0.25), 1e-12);
		assertEquals(0.1 * 1.5 / 2, recipe.rate(errors(0.9), 0.5), 1e-12);
		assertEquals(0.1, recipe.rate(errors(0.9, 0.8), 0.5), 1e-12);
	}

	@Test
	void cosineFallsToHalfInTheMiddleAndToNothingAtTheEnd() {
		final Recipe recipe = recipe(Schedule.COSINE, 2);
		assertEquals(0.1, recipe.rate(errors(0.9, 0.9), 0), 1e-12);
		assertEquals(0.05, recipe.rate(errors(0.9, 0.9, 0.9, 0.9, 0.9, 0.9), 0), 1e-12);
		assertEquals(0, recipe.rate(errors(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9), 1), 1e-12);
	}

	@Test
	void plateauDividesByTenAfterFiveEpochsWithoutABetterErrorEachTime() {
		final Recipe recipe = recipe(Schedule.PLATEAU, 0);
		assertEquals(0.1, recipe.rate(errors(0.9, 0.5, 0.6, 0.6, 0.5, 0.6), 0), 1e-12);
		assertEquals(0.01, recipe.rate(errors(0.9, 0.5, 0.6, 0.6, 0.5, 0.6, 0.6), 0), 1e-12);
		assertEquals(0.01, recipe.rate(errors(0.9, 0.5, 0.6, 0.6, 0.5, 0.6, 0.6, 0.4, 0.5, 0.5, 0.5, 0.5), 0), 1e-12);
		assertEquals(0.001, recipe.rate(errors(0.9, 0.5, 0.6, 0.6, 0.5, 0.6, 0.6, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5), 0), 1e-12);
	}

	@Test
	void plateauGoesByTheTrainingLossWithoutValidation() {
		final List<Epoch> stalled = new ArrayList<>();
		for (int i = 0; i < 6; i++)
			stalled.add(new Epoch(i + 1, 1, 0.1, 2, 0.1 * i, Double.NaN, Double.NaN, Double.NaN));
		assertEquals(0.01, recipe(Schedule.PLATEAU, 0).rate(stalled, 0), 1e-12);
	}

	@Test
	void eachMethodChangesItsOwnValueAlone() {
		final Recipe recipe = Recipe.PAPER.withEpochs(2)
			.withBatch(3)
			.withRate(0.4)
			.withMomentum(0.5)
			.withDropout(0.6)
			.withClip(7)
			.withDecay(0.8)
			.withWarmUp(9)
			.withSchedule(Schedule.COSINE)
			.withBalancedClasses(true)
			.withSeed(10)
			.withCheckpoints(Set.of(11, 2));
		assertEquals(List.of(2, 3, 0.4, 0.5, 0.6, 7.0, 0.8, 9.0, Schedule.COSINE, true, 10L, Set.of(2, 11)), List.of(recipe
			.epochs(), recipe.batch(), recipe.rate(), recipe.momentum(), recipe.dropout(), recipe.clip(), recipe.decay(), recipe
				.warmUp(), recipe.schedule(), recipe.balanced(), recipe.seed(), recipe.checkpoints()));
		assertEquals(64, Recipe.PAPER.epochs());
		assertThrows(UnsupportedOperationException.class, () -> Recipe.PAPER.checkpoints().clear());
	}

	@Test
	void valuesOutOfRangeAreNamed() {
		assertNamed("rate is -1", () -> Recipe.PAPER.withRate(-1));
		assertNamed("dropout is 1", () -> Recipe.PAPER.withDropout(1));
		assertNamed("first checkpoint is 0", () -> Recipe.PAPER.withCheckpoints(Set.of(0, 3)));
		assertNamed("'sawtooth'", () -> Schedule.of("sawtooth"));
	}

	private static void assertNamed(final String part, final Runnable bad) {
		final String message = assertThrows(IllegalArgumentException.class, bad::run).getMessage();
		assertTrue(message.contains(part), message);
	}

	@Test
	void historyHasTheColumnsOfTheContractAndLeavesUnknownCellsEmpty() {
		assertEquals("epoch,seconds,rate,train_loss,train_top1,validation_loss,validation_top1,validation_top5\n" +
			"1,2.5,0.1,3.25,0.5,,,\n", History.table(List.of(new Epoch(1, 2.5, 0.1, 3.25, 0.5, Double.NaN, Double.NaN,
				Double.NaN))).toCsv());
	}

	private static List<Epoch> errors(final double... errors) {
		final List<Epoch> epochs = new ArrayList<>();
		for (final double error : errors)
			epochs.add(new Epoch(epochs.size() + 1, 1, 0.1, 1, 0, 1, 1 - error, 1));
		return epochs;
	}

	private static Recipe recipe(final Schedule schedule, final double warmUp) {
		return Recipe.PAPER.withEpochs(10)
			.withRate(0.1)
			.withWarmUp(warmUp)
			.withSchedule(schedule);
	}
}

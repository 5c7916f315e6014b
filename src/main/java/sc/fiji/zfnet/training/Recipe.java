package sc.fiji.zfnet.training;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How a network is trained (Section 3 of the paper). Recipes do not change; each {@code with…} method returns another one.
 *
 * <pre>
 * Recipe recipe = Recipe.PAPER.withEpochs(30).withRate(0.003).withSchedule(Schedule.COSINE);
 * </pre>
 */
public final class Recipe {

	/**
	 * The paper's recipe, with a warm-up because the initial weights are larger than in the paper; the checkpoints are those
	 * of its Figure 4. 64 epochs, batches of 128, a learning rate of 0.01, a momentum of 0.9, a dropout of 0.5, filters
	 * clipped at 0.1, a weight decay of 5·10⁻⁴, a warm-up of one epoch, {@link Schedule#PLATEAU}, classes not balanced,
	 * seed 1.
	 */
	public static final Recipe PAPER = new Recipe();

	private int epochs = 64;
	private int batch = 128;
	private double rate = 0.01;
	private double momentum = 0.9;
	private double dropout = 0.5;
	private double clip = 0.1;
	private double decay = 5e-4;
	private double warmUp = 1;
	private Schedule schedule = Schedule.PLATEAU;
	private boolean balanced;
	private long seed = 1;
	private SortedSet<Integer> checkpoints = Collections.unmodifiableSortedSet(new TreeSet<>(List.of(1, 2, 5, 10, 20, 30, 40,
		64)));

	private Recipe() {}

	/** A copy with a change, whose value the caller has checked. */
	private Recipe with(final Consumer<Recipe> change) {
		final Recipe copy = new Recipe();
		copy.epochs = epochs;
		copy.batch = batch;
		copy.rate = rate;
		copy.momentum = momentum;
		copy.dropout = dropout;
		copy.clip = clip;
		copy.decay = decay;
		copy.warmUp = warmUp;
		copy.schedule = schedule;
		copy.balanced = balanced;
		copy.seed = seed;
		copy.checkpoints = checkpoints;
		change.accept(copy);
		return copy;
	}

	private static void check(final boolean accepted, final String name, final Number value, final String what) {
		if (!accepted) throw new IllegalArgumentException("The " + name + " is " + value + "; " + what + " is accepted");
	}

	/**
	 * The recipe with a number of passes over the training pictures.
	 *
	 * @throws IllegalArgumentException unless it is 1 or more
	 */
	public Recipe withEpochs(final int value) {
		check(value >= 1, "number of epochs", value, "1 or more");
		return with(copy -> copy.epochs = value);
	}

	/**
	 * The recipe with a number of pictures per step.
	 *
	 * @throws IllegalArgumentException unless it is 1 or more
	 */
	public Recipe withBatch(final int value) {
		check(value >= 1, "batch", value, "1 or more pictures");
		return with(copy -> copy.batch = value);
	}

	/**
	 * The recipe with a maximum learning rate.
	 *
	 * @throws IllegalArgumentException unless it is above 0 and finite
	 */
	public Recipe withRate(final double value) {
		check(value > 0 && value < Double.POSITIVE_INFINITY, "rate", value, "a number above 0");
		return with(copy -> copy.rate = value);
	}

	/**
	 * The recipe with a momentum: the fraction of the previous step that is added to the current one.
	 *
	 * @throws IllegalArgumentException unless it is 0 to below 1
	 */
	public Recipe withMomentum(final double value) {
		check(value >= 0 && value < 1, "momentum", value, "0 to below 1");
		return with(copy -> copy.momentum = value);
	}

	/**
	 * The recipe with a fraction of units dropped in every dropout layer.
	 *
	 * @throws IllegalArgumentException unless it is 0 to below 1
	 */
	public Recipe withDropout(final double value) {
		check(value >= 0 && value < 1, "dropout", value, "0 to below 1");
		return with(copy -> copy.dropout = value);
	}

	/**
	 * The recipe with a maximum root mean square of a convolution filter.
	 *
	 * @throws IllegalArgumentException unless it is above 0
	 */
	public Recipe withClip(final double value) {
		check(value > 0, "clip", value, "a number above 0");
		return with(copy -> copy.clip = value);
	}

	/**
	 * The recipe with a weight decay.
	 *
	 * @throws IllegalArgumentException unless it is 0 to below 1
	 */
	public Recipe withDecay(final double value) {
		check(value >= 0 && value < 1, "weight decay", value, "0 to below 1");
		return with(copy -> copy.decay = value);
	}

	/**
	 * The recipe with a number of epochs in which the rate rises linearly from 0; may be a fraction.
	 *
	 * @throws IllegalArgumentException unless it is 0 or more
	 */
	public Recipe withWarmUp(final double value) {
		check(value >= 0, "warm-up", value, "0 or more epochs");
		return with(copy -> copy.warmUp = value);
	}

	/** The recipe with another way in which the rate falls after the warm-up. */
	public Recipe withSchedule(final Schedule value) {
		return with(copy -> copy.schedule = value);
	}

	/** The recipe where pictures of rare classes have a larger weight, so that all classes count equally, or not. */
	public Recipe withBalancedClasses(final boolean value) {
		return with(copy -> copy.balanced = value);
	}

	/** The recipe with another seed of all random numbers. */
	public Recipe withSeed(final long value) {
		return with(copy -> copy.seed = value);
	}

	/**
	 * The recipe with other epochs after which the weights are saved; those of the last epoch are always saved.
	 *
	 * @throws IllegalArgumentException if one is below 1
	 */
	public Recipe withCheckpoints(final Collection<Integer> values) {
		final SortedSet<Integer> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(values));
		if (!sorted.isEmpty()) check(sorted.first() >= 1, "first checkpoint", sorted.first(), "an epoch of at least 1");
		return with(copy -> copy.checkpoints = sorted);
	}

	/** Number of passes over the training pictures. */
	public int epochs() {
		return epochs;
	}

	/** Number of pictures per step. */
	public int batch() {
		return batch;
	}

	/** Maximum learning rate. */
	public double rate() {
		return rate;
	}

	/** Fraction of the previous step that is added to the current one. */
	public double momentum() {
		return momentum;
	}

	/** Fraction of units dropped in every dropout layer. */
	public double dropout() {
		return dropout;
	}

	/** Maximum root mean square of a convolution filter. */
	public double clip() {
		return clip;
	}

	/** Weight decay. */
	public double decay() {
		return decay;
	}

	/** Number of epochs in which the rate rises linearly from 0. */
	public double warmUp() {
		return warmUp;
	}

	/** How the rate falls afterwards. */
	public Schedule schedule() {
		return schedule;
	}

	/** Whether all classes count equally. */
	public boolean balanced() {
		return balanced;
	}

	/** Seed of all random numbers. */
	public long seed() {
		return seed;
	}

	/** Epochs after which the weights are saved. */
	public SortedSet<Integer> checkpoints() {
		return checkpoints;
	}

	/**
	 * The learning rate of a step.
	 *
	 * @param history the epochs so far
	 * @param done completed fraction of the current epoch, from 0 to 1
	 */
	double rate(final List<Epoch> history, final double done) {
		final double passed = history.size() + done;
		if (passed < warmUp) return rate * passed / warmUp;
		return rate * schedule.factor(history, Math.min(1, (passed - warmUp) / Math.max(epochs - warmUp, 1e-9)));
	}
}

package sc.fiji.zfnet.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.scijava.plugin.Parameter;

import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Schedule;

/** Base class of commands that train with a recipe. */
public abstract class TrainingCommand extends ZFNetCommand {

	@Parameter(label = "Epochs", min = "1", persist = false, description = "Number of passes over all training pictures.")
	private int epochs = Recipe.PAPER.epochs();

	@Parameter(label = "Batch", min = "1", persist = false, description = "Number of pictures per training step.")
	private int batch = Recipe.PAPER.batch();

	@Parameter(label = "Learning rate", persist = false, description = "Maximum learning rate; the schedule reduces it " +
		"during training.")
	private double rate = Recipe.PAPER.rate();

	@Parameter(label = "Momentum", persist = false, description = "Fraction of the previous step that is added to the " +
		"current one.")
	private double momentum = Recipe.PAPER.momentum();

	@Parameter(label = "Dropout", persist = false, description = "Fraction of hidden units that are dropped at random.")
	private double dropout = Recipe.PAPER.dropout();

	@Parameter(label = "Clip filters at", persist = false,
		description = "Filters whose root mean square exceeds this value are scaled down to it.")
	private double clip = Recipe.PAPER.clip();

	@Parameter(label = "Weight decay", persist = false, description = "Fraction of each weight that is added to its gradient.")
	private double decay = Recipe.PAPER.decay();

	@Parameter(label = "Schedule", choices = { "plateau", "cosine" }, persist = false,
		description = "plateau: divides the rate by ten whenever the validation error stops falling; cosine: reduces it to 0 " +
			"over all epochs.")
	private String schedule = Recipe.PAPER.schedule().title();

	@Parameter(label = "Warm-up epochs", min = "0", persist = false, description = "Number of epochs in which the rate " +
		"rises from 0.")
	private double warmup = Recipe.PAPER.warmUp();

	@Parameter(label = "Balance classes", persist = false,
		description = "Weights the pictures so that all classes count equally, however many pictures they have.")
	private boolean balanced = Recipe.PAPER.balanced();

	@Parameter(label = "Seed", persist = false, description = "Seed of all random numbers.")
	private int seed = (int) Recipe.PAPER.seed();

	@Parameter(label = "Checkpoints", persist = false,
		description = "Epochs after which the weights are saved, separated by commas. Those of the last epoch are always saved.")
	private String checkpoints = Recipe.PAPER.checkpoints().stream().map(String::valueOf).collect(Collectors.joining(","));

	@Parameter(label = "Resume interrupted training", persist = false,
		description = "Continues after the last complete epoch of the same training run.")
	private boolean resume = false;

	/**
	 * The recipe that the user chose.
	 *
	 * @throws IllegalArgumentException when a value is not accepted
	 */
	protected final Recipe recipe() {
		return Recipe.PAPER.withEpochs(epochs)
			.withBatch(batch)
			.withRate(rate)
			.withMomentum(momentum)
			.withDropout(dropout)
			.withClip(clip)
			.withDecay(decay)
			.withWarmUp(warmup)
			.withSchedule(Schedule.of(schedule))
			.withBalancedClasses(balanced)
			.withSeed(seed)
			.withCheckpoints(epochList(checkpoints));
	}

	/** What is trained must outlive an interruption. */
	@Override
	protected boolean writesTogether() {
		return false;
	}

	/** Whether to continue an interrupted training run. */
	protected final boolean resume() {
		return resume;
	}

	/** The recipe, by the keys of the command. */
	protected final Map<String, Object> recipeDetails() {
		final Map<String, Object> recipe = new LinkedHashMap<>();
		recipe.put("batch", batch);
		recipe.put("rate", rate);
		recipe.put("momentum", momentum);
		recipe.put("dropout", dropout);
		recipe.put("clip", clip);
		recipe.put("decay", decay);
		recipe.put("schedule", schedule);
		recipe.put("warmup", warmup);
		recipe.put("balanced", balanced);
		recipe.put("seed", seed);
		return recipe;
	}

	private static SortedSet<Integer> epochList(final String text) {
		try {
			final SortedSet<Integer> list = new TreeSet<>();
			if (!text.isBlank()) for (final String part : text.split(",", -1))
				list.add(Integer.valueOf(part.trim()));
			return list;
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException("The value of 'checkpoints' is '" + text +
				"'; numbers of epochs separated by commas are accepted", e);
		}
	}
}

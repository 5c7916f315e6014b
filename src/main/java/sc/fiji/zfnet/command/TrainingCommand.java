package sc.fiji.zfnet.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.scijava.plugin.Parameter;

import sc.fiji.zfnet.training.Recipe;
import sc.fiji.zfnet.training.Schedule;

/** The base of commands that train after a recipe. */
public abstract class TrainingCommand extends ZFNetCommand {

	@Parameter(label = "Epochs", min = "1", persist = false, description = "Passes over all training pictures.")
	private int epochs = Recipe.PAPER.epochs();

	@Parameter(label = "Batch", min = "1", persist = false, description = "Pictures a step.")
	private int batch = Recipe.PAPER.batch();

	@Parameter(label = "Learning rate", persist = false, description = "The highest rate; it falls by the schedule.")
	private double rate = Recipe.PAPER.rate();

	@Parameter(label = "Momentum", persist = false, description = "Share of the last step that is taken again.")
	private double momentum = Recipe.PAPER.momentum();

	@Parameter(label = "Dropout", persist = false, description = "Share of hidden units that are dropped at random.")
	private double dropout = Recipe.PAPER.dropout();

	@Parameter(label = "Clip filters at", persist = false,
		description = "Filters whose root mean square exceeds this are scaled back to it.")
	private double clip = Recipe.PAPER.clip();

	@Parameter(label = "Weight decay", persist = false, description = "Share of each weight added to its gradient.")
	private double decay = Recipe.PAPER.decay();

	@Parameter(label = "Schedule", choices = { "plateau", "cosine" }, persist = false,
		description = "plateau: a tenth of the rate whenever validation stalls; cosine: falls to 0 over all epochs.")
	private String schedule = Recipe.PAPER.schedule().title();

	@Parameter(label = "Warm-up epochs", min = "0", persist = false, description = "Epochs in which the rate rises from 0.")
	private double warmup = Recipe.PAPER.warmUp();

	@Parameter(label = "Rare classes count more", persist = false,
		description = "Weighs pictures so that all classes count the same.")
	private boolean balanced = false;

	@Parameter(label = "Seed", persist = false, description = "Decides on all that is random.")
	private int seed = (int) Recipe.PAPER.seed();

	@Parameter(label = "Checkpoints", persist = false,
		description = "Epochs after which the weights are kept, separated by commas; the last one is in any case.")
	private String checkpoints = "1,2,5,10,20,30,40,64";

	@Parameter(label = "Resume an interrupted training", persist = false,
		description = "Goes on after the last complete epoch of the same training.")
	private boolean resume = false;

	/**
	 * The recipe that the user chose.
	 *
	 * @throws IllegalArgumentException when a value is not accepted
	 */
	protected final Recipe recipe() {
		return new Recipe(epochs, batch, rate, momentum, dropout, clip, decay, warmup, Schedule.of(schedule), balanced, seed,
			epochList(checkpoints));
	}

	/** What is trained must outlive an interruption. */
	@Override
	protected boolean writesTogether() {
		return false;
	}

	/** Whether an interrupted training is to go on. */
	protected final boolean resume() {
		return resume;
	}

	/** The recipe by the keys of the command. */
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

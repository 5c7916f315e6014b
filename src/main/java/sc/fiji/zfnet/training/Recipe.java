package sc.fiji.zfnet.training;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a network is trained (Section 3 of the paper).
 *
 * @param epochs passes over the training pictures
 * @param batch number of pictures per step
 * @param rate maximum learning rate
 * @param momentum fraction of the previous step that is added to the current one
 * @param dropout fraction of units dropped in every dropout layer
 * @param clip maximum root mean square of a convolution filter
 * @param decay weight decay
 * @param warmUp number of epochs in which the rate rises linearly from 0; may be a fraction
 * @param schedule how the rate falls afterwards
 * @param balanced whether pictures of rare classes have a larger weight, so that all classes count equally
 * @param seed seed of all random numbers
 * @param checkpoints epochs after which the weights are saved; those of the last epoch are always saved
 */
public record Recipe(int epochs, int batch, double rate, double momentum, double dropout, double clip, double decay,
	double warmUp, Schedule schedule, boolean balanced, long seed, SortedSet<Integer> checkpoints)
{

	/**
	 * The paper's recipe, with a warm-up because the initial weights are larger than in the paper; the checkpoints are those
	 * of its Figure 4.
	 */
	public static final Recipe PAPER = new Recipe(64, 128, 0.01, 0.9, 0.5, 0.1, 5e-4, 1, Schedule.PLATEAU, false, 1,
		new TreeSet<>(List.of(1, 2, 5, 10, 20, 30, 40, 64)));

	/**
	 * @throws IllegalArgumentException when a value is out of range
	 */
	public Recipe {
		if (epochs < 1) throw outOfRange("number of epochs", epochs, "1 or more");
		if (batch < 1) throw outOfRange("batch", batch, "1 or more pictures");
		if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) throw outOfRange("rate", rate, "a number above 0");
		if (!(momentum >= 0 && momentum < 1)) throw outOfRange("momentum", momentum, "0 to below 1");
		if (!(dropout >= 0 && dropout < 1)) throw outOfRange("dropout", dropout, "0 to below 1");
		if (!(clip > 0)) throw outOfRange("clip", clip, "a number above 0");
		if (!(decay >= 0 && decay < 1)) throw outOfRange("weight decay", decay, "0 to below 1");
		if (!(warmUp >= 0)) throw outOfRange("warm-up", warmUp, "0 or more epochs");
		checkpoints = new TreeSet<>(checkpoints);
		if (!checkpoints.isEmpty() && checkpoints.first() < 1) throw outOfRange("first checkpoint", checkpoints.first(),
			"an epoch of at least 1");
	}

	/** The same recipe with another seed. */
	public Recipe withSeed(final long other) {
		return new Recipe(epochs, batch, rate, momentum, dropout, clip, decay, warmUp, schedule, balanced, other, checkpoints);
	}

	private static IllegalArgumentException outOfRange(final String name, final Number value, final String accepted) {
		return new IllegalArgumentException("The " + name + " is " + value + "; " + accepted + " is accepted");
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

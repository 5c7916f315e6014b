package sc.fiji.zfnet.training;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a network is trained (Section 3 of the paper).
 *
 * @param epochs passes over the training pictures
 * @param batch pictures a step
 * @param rate highest learning rate
 * @param momentum share of the last step that is taken again
 * @param dropout share of units dropped in every dropout layer
 * @param clip greatest root mean square of a convolution filter
 * @param decay weight decay
 * @param warmUp epochs in which the rate rises evenly from 0; may be a fraction
 * @param schedule how the rate falls after that
 * @param balanced whether pictures of rare classes count more, so that all classes count the same
 * @param seed decides on all that is random
 * @param checkpoints epochs after which the weights are kept; those of the last one are in any case
 */
public record Recipe(int epochs, int batch, double rate, double momentum, double dropout, double clip, double decay,
	double warmUp, Schedule schedule, boolean balanced, long seed, SortedSet<Integer> checkpoints)
{

	/**
	 * What the paper states, with a warm-up, as the first weights are larger than the paper's; checkpoints are those of its
	 * Figure 4.
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
			"an epoch from 1 on");
	}

	/** The same recipe with another seed. */
	public Recipe withSeed(final long other) {
		return new Recipe(epochs, batch, rate, momentum, dropout, clip, decay, warmUp, schedule, balanced, other, checkpoints);
	}

	private static IllegalArgumentException outOfRange(final String name, final Number value, final String accepted) {
		return new IllegalArgumentException("The " + name + " is " + value + "; " + accepted + " is accepted");
	}

	/**
	 * The rate of a step.
	 *
	 * @param history the epochs so far
	 * @param done share of the current epoch that is done; 0 to 1
	 */
	double rate(final List<Epoch> history, final double done) {
		final double passed = history.size() + done;
		if (passed < warmUp) return rate * passed / warmUp;
		return rate * schedule.factor(history, Math.min(1, (passed - warmUp) / Math.max(epochs - warmUp, 1e-9)));
	}
}

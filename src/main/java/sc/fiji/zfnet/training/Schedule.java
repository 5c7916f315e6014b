package sc.fiji.zfnet.training;

import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.text.EnumNames;

/** How the learning rate changes from epoch to epoch, after a warm-up in which it rises from 0. */
public enum Schedule {

	/**
	 * As in the paper: divided by ten whenever the validation error (or, without validation, the training loss) has not
	 * improved for five epochs.
	 */
	PLATEAU {

		@Override
		double factor(final List<Epoch> history, final double progress) {
			double best = Double.POSITIVE_INFINITY;
			double factor = 1;
			int stalled = 0;
			for (final Epoch epoch : history) {
				final double error = Double.isNaN(epoch.validationTop1()) ? epoch.trainLoss() : 1 - epoch.validationTop1();
				stalled = error < best ? 0 : stalled + 1;
				best = Math.min(best, error);
				if (stalled < PATIENCE) continue;
				factor /= 10;
				stalled = 0;
			}
			return factor;
		}
	},
	/** Half a cosine that falls to 0 at the end of the last epoch; better if the number of epochs is fixed and small. */
	COSINE {

		@Override
		double factor(final List<Epoch> history, final double progress) {
			return (1 + StrictMath.cos(Math.PI * progress)) / 2;
		}
	};

	private static final int PATIENCE = 5;

	/**
	 * The factor that multiplies the rate.
	 *
	 * @param history the epochs so far
	 * @param progress completed fraction of the whole training, from 0 to 1
	 */
	abstract double factor(List<Epoch> history, double progress);

	/**
	 * The schedule with a given name, in upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static Schedule of(final String name) {
		return EnumNames.require(Schedule.class, Schedule::title, name, "schedule");
	}

	/** The user's name for it. */
	public String title() {
		return name().toLowerCase(Locale.ROOT);
	}
}

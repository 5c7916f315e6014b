package sc.fiji.zfnet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.files.Table;

/** Training history as a table and as text. */
public final class History {

	/** Name of the file in a model folder. */
	public static final String FILE = "history.csv";

	private History() {}

	/** A table with one row per epoch; unknown values are empty. */
	public static Table table(final List<Epoch> epochs) {
		return Table.of("epoch", "seconds", "rate", "train_loss", "train_top1", "validation_loss", "validation_top1",
			"validation_top5").with(epochs.stream().map(History::row).toList());
	}

	private static List<Object> row(final Epoch epoch) {
		final List<Object> row = new ArrayList<>(List.of(epoch.number(), rounded(epoch.seconds(), 3),
			rounded(epoch.rate(), 8)));
		for (final double value : new double[] { epoch.trainLoss(), epoch.trainTop1(), epoch.validationLoss(), epoch
			.validationTop1(), epoch.validationTop5() })
			row.add(Double.isNaN(value) ? null : (Object) rounded(value, 6));
		return row;
	}

	private static double rounded(final double value, final int digits) {
		final double factor = Math.pow(10, digits);
		return Math.round(value * factor) / factor;
	}

	/** An epoch in one line. */
	public static String line(final Epoch epoch, final int epochs) {
		final String validation = Double.isNaN(epoch.validationTop1()) ? "" : String.format(Locale.ROOT,
			"; validation: loss %.3f, top-1 %.1f %%, top-5 %.1f %%", epoch.validationLoss(), 100 * epoch.validationTop1(), 100 *
				epoch.validationTop5());
		return String.format(Locale.ROOT, "Epoch %d of %d (%.0f s, rate %.5f): training: loss %.3f, top-1 %.1f %%%s", epoch
			.number(), epochs, epoch.seconds(), epoch.rate(), epoch.trainLoss(), 100 * epoch.trainTop1(), validation);
	}
}

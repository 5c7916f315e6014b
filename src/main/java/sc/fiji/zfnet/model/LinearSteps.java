package sc.fiji.zfnet.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Steps of BioImage.IO's preprocessing that together are gain · x + offset for each channel. */
final class LinearSteps {

	private final double[] gain;
	private final double[] offset;

	/** No step yet. */
	LinearSteps(final int channels) {
		gain = new double[channels];
		Arrays.fill(gain, 1);
		offset = new double[channels];
	}

	/** Number of channels. */
	int channels() {
		return gain.length;
	}

	/**
	 * Follows a further step.
	 *
	 * @throws IllegalArgumentException when it is not linear, or not for this number of channels
	 */
	void follow(final Entries step) {
		final Entries values = step.entries("kwargs");
		final String name = step.text("id", step.text("name", ""));
		if (name.equals("ensure_dtype")) return;
		if (name.equals("fixed_zero_mean_unit_variance") || name.equals("zero_mean_unit_variance") && values.has("mean")) {
			final List<Double> mean = each(values, "mean", 0);
			final List<Double> std = each(values, "std", 1);
			for (int i = 0; i < gain.length; i++) {
				gain[i] /= std.get(i);
				offset[i] = (offset[i] - mean.get(i)) / std.get(i);
			}
		}
		else if (name.equals("scale_linear")) {
			final List<Double> factor = each(values, "gain", 1);
			final List<Double> added = each(values, "offset", 0);
			for (int i = 0; i < gain.length; i++) {
				gain[i] *= factor.get(i);
				offset[i] = factor.get(i) * offset[i] + added.get(i);
			}
		}
		else throw new IllegalArgumentException("the preprocessing '" + name +
			"' is not supported; fixed_zero_mean_unit_variance and scale_linear are");
	}

	private List<Double> each(final Entries values, final String key, final double otherwise) {
		final List<Double> numbers = values.numbers(key, List.of(otherwise));
		if (numbers.size() != 1 && numbers.size() != gain.length) throw new IllegalArgumentException("preprocessing." + key +
			" has " + numbers.size() + " numbers; one or " + gain.length + " are accepted");
		return numbers.size() == gain.length ? numbers : Collections.nCopies(gain.length, numbers.get(0));
	}

	/** The mean m of (x − m) / s, which is the same: gain · x + offset = (x − (−offset / gain)) / (1 / gain). */
	List<Double> mean() {
		final List<Double> mean = new ArrayList<>();
		for (int i = 0; i < gain.length; i++)
			// Not −0, which would be written as such.
			mean.add(offset[i] == 0 ? 0 : -offset[i] / gain[i]);
		return mean;
	}

	/** The deviation s. */
	List<Double> std() {
		final List<Double> std = new ArrayList<>();
		for (final double factor : gain)
			std.add(1 / factor);
		return std;
	}
}

package sc.fiji.zfnet.network;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A change to an architecture by the word that users give, in the order in which several are made. */
enum ArchitectureChange {

	/** Takes layers out, by their numbers. */
	REMOVE {

		@Override
		List<String> normal(final List<String> values) {
			return new TreeSet<>(numbers(values)).stream().map(String::valueOf).toList();
		}

		@Override
		NetworkPlan apply(final NetworkPlan plan, final List<String> values) {
			return plan.without(new TreeSet<>(numbers(values)));
		}
	},
	/** Size and stride of the first filters. */
	FIRST {

		@Override
		List<String> normal(final List<String> values) {
			final Matcher matcher = WINDOW.matcher(values.size() == 1 ? values.get(0) : "");
			if (!matcher.matches()) throw unreadable(values);
			return List.of(matcher.group(1) + "/" + matcher.group(2));
		}

		@Override
		NetworkPlan apply(final NetworkPlan plan, final List<String> values) {
			final String[] window = values.get(0).split("/");
			return plan.first(Integer.parseInt(window[0]), Integer.parseInt(window[1]));
		}
	},
	/** Filters of layers 3 to 5, as a multiple or by their numbers. */
	MIDDLE {

		@Override
		List<String> normal(final List<String> values) {
			return isFactor(values) ? List.of(factor(values)) : numbers(values).stream().map(String::valueOf).toList();
		}

		@Override
		NetworkPlan apply(final NetworkPlan plan, final List<String> values) {
			return isFactor(values) ? plan.middle(Double.parseDouble(values.get(0).substring(1))) : plan.middle(numbers(values));
		}
	},
	/** Units of the hidden full connections, as a multiple. */
	HIDDEN {

		@Override
		List<String> normal(final List<String> values) {
			return List.of(factor(values));
		}

		@Override
		NetworkPlan apply(final NetworkPlan plan, final List<String> values) {
			return plan.hiddenTimes(Double.parseDouble(values.get(0).substring(1)));
		}
	};

	/** What is accepted, for messages and help. */
	static final String ACCEPTED = "'remove 3 4', 'first 11/4', 'middle x2', 'middle 512 1024 512' and 'hidden x0.5'";

	private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
	private static final Pattern FACTOR = Pattern.compile("x(\\d{1,4}(?:\\.\\d{1,4})?|\\.\\d{1,4})");
	private static final Pattern WINDOW = Pattern.compile("([1-9]\\d{0,2})(?:x\\1)?/([1-9]\\d{0,2})");

	/** The word that begins it. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The change that a word begins; null for none. */
	static ArchitectureChange of(final String word) {
		for (final ArchitectureChange change : values())
			if (change.word().equals(word)) return change;
		return null;
	}

	/**
	 * The values in the way that all ways to write the same have in common.
	 *
	 * @throws IllegalArgumentException when they cannot be read
	 */
	abstract List<String> normal(List<String> values);

	/**
	 * Makes the change.
	 *
	 * @param values normal ones
	 * @throws IllegalArgumentException when the plan has not what is to change
	 */
	abstract NetworkPlan apply(NetworkPlan plan, List<String> values);

	List<Integer> numbers(final List<String> values) {
		if (values.isEmpty() || !values.stream().allMatch(value -> NUMBER.matcher(value).matches())) throw unreadable(values);
		return values.stream().map(Integer::valueOf).toList();
	}

	static boolean isFactor(final List<String> values) {
		return values.size() == 1 && values.get(0).startsWith("x");
	}

	String factor(final List<String> values) {
		final Matcher matcher = FACTOR.matcher(values.size() == 1 ? values.get(0) : "");
		if (!matcher.matches()) throw unreadable(values);
		final BigDecimal factor = new BigDecimal(matcher.group(1));
		if (factor.signum() == 0) throw unreadable(values);
		return "x" + factor.stripTrailingZeros().toPlainString();
	}

	IllegalArgumentException unreadable(final List<String> values) {
		return new IllegalArgumentException("there is '" + values.stream().collect(Collectors.joining(" ", word() + " ", ""))
			.strip() + "'; " + ACCEPTED + " are accepted");
	}
}

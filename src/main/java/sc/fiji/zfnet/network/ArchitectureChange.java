package sc.fiji.zfnet.network;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A change to an architecture, named by a key word; several changes are made in this order. */
enum ArchitectureChange {

	/** Removes layers, by number. */
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
	/** Numbers of filters of layers 3 to 5, as a multiple or as absolute numbers. */
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
	/** Units of the hidden fully connected layers, as a multiple. */
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

	/** The accepted changes, for messages and help. */
	static final String ACCEPTED = "'remove 3 4', 'first 11/4', 'middle x2', 'middle 512 1024 512' and 'hidden x0.5'";

	private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");
	private static final Pattern FACTOR = Pattern.compile("x(\\d{1,4}(?:\\.\\d{1,4})?|\\.\\d{1,4})");
	private static final Pattern WINDOW = Pattern.compile("([1-9]\\d{0,2})(?:x\\1)?/([1-9]\\d{0,2})");

	/** The key word of the change. */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The change with a given key word; null for none. */
	static ArchitectureChange of(final String word) {
		for (final ArchitectureChange change : values())
			if (change.word().equals(word)) return change;
		return null;
	}

	/**
	 * The values in canonical form, which is the same for all equivalent spellings.
	 *
	 * @throws IllegalArgumentException if they cannot be parsed
	 */
	abstract List<String> normal(List<String> values);

	/**
	 * Makes the change.
	 *
	 * @param values values in canonical form
	 * @throws IllegalArgumentException if the plan lacks the layers to change
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

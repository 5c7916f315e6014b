package sc.fiji.zfnet.command.key;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated lists. */
public final class Lists {

	private Lists() {}

	/**
	 * The elements of a list, without surrounding blanks.
	 *
	 * @param key the key that holds the list, for the message
	 * @param text the list
	 * @throws IllegalArgumentException if an element is empty or occurs twice
	 */
	public static List<String> parse(final String key, final String text) {
		final List<String> parts = new ArrayList<>();
		for (final String part : text.split(",", -1)) {
			if (part.isBlank()) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; names separated by commas are accepted");
			if (parts.contains(part.trim())) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"', which names '" + part.trim() + "' twice; each name is accepted only once");
			parts.add(part.trim());
		}
		return parts;
	}

	/**
	 * A sorted list of whole numbers from 1 upwards.
	 *
	 * @param key the key that holds the list, for the message
	 * @param text the list
	 * @throws IllegalArgumentException if an element is not such a number or occurs twice
	 */
	public static List<Integer> counts(final String key, final String text) {
		final List<Integer> counts = new ArrayList<>();
		for (final String part : parse(key, text)) {
			if (!part.matches("[1-9]\\d{0,8}")) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; whole numbers of at least 1, separated by commas, are accepted");
			counts.add(Integer.valueOf(part));
		}
		return counts.stream().sorted().toList();
	}
}

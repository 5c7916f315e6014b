package sc.fiji.zfnet.command.key;

import java.util.ArrayList;
import java.util.List;

/** Reads lists that are separated by commas. */
public final class Lists {

	private Lists() {}

	/**
	 * The parts of a list, without the blanks around them.
	 *
	 * @param key the key that holds the list, for the message
	 * @param text the list
	 * @throws IllegalArgumentException when a part is empty or comes twice
	 */
	public static List<String> parse(final String key, final String text) {
		final List<String> parts = new ArrayList<>();
		for (final String part : text.split(",", -1)) {
			if (part.isBlank()) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; names separated by commas are accepted");
			if (parts.contains(part.trim())) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"', which names '" + part.trim() + "' twice; once is accepted");
			parts.add(part.trim());
		}
		return parts;
	}

	/**
	 * A list of whole numbers from 1 on, sorted.
	 *
	 * @param key the key that holds the list, for the message
	 * @param text the list
	 * @throws IllegalArgumentException when a part is no such number or comes twice
	 */
	public static List<Integer> counts(final String key, final String text) {
		final List<Integer> counts = new ArrayList<>();
		for (final String part : parse(key, text)) {
			if (!part.matches("[1-9]\\d{0,8}")) throw new IllegalArgumentException("The value of '" + key + "' is '" + text +
				"'; whole numbers from 1 on, separated by commas, are accepted");
			counts.add(Integer.valueOf(part));
		}
		return counts.stream().sorted().toList();
	}
}

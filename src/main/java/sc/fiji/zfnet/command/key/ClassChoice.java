package sc.fiji.zfnet.command.key;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import sc.fiji.zfnet.model.Labels;

/** Reads the key {@code label} for one or more pictures. */
public final class ClassChoice {

	/** Empty for each picture's top-1 class, one class for all pictures, or one class per picture. */
	private final List<Integer> classes;

	private ClassChoice(final List<Integer> classes) {
		this.classes = classes;
	}

	/**
	 * Reads the key.
	 *
	 * @param text blank, a class's name or index, or one of these per picture, separated by commas
	 * @param labels names of the classes
	 * @param pictures number of pictures
	 * @throws IllegalArgumentException if there is no such class, or their number does not match that of the pictures
	 */
	public static ClassChoice parse(final String text, final Labels labels, final int pictures) {
		if (text.isBlank()) return new ClassChoice(List.of());
		final String[] parts = text.split(",", -1);
		// The name of a class may contain a comma itself.
		if (parts.length == 1 || parts.length != pictures) return new ClassChoice(List.of(labels.find(text)));
		final List<Integer> classes = new ArrayList<>();
		for (final String part : parts)
			classes.add(labels.find(part));
		return new ClassChoice(classes);
	}

	/** The class for a picture; empty for the top-1 class. */
	public OptionalInt of(final int picture) {
		if (classes.isEmpty()) return OptionalInt.empty();
		return OptionalInt.of(classes.get(classes.size() == 1 ? 0 : picture));
	}
}

package sc.fiji.zfnet.command.key;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import sc.fiji.zfnet.model.Labels;

/** Reads the key {@code label} where there may be several pictures. */
public final class ClassChoice {

	/** None for the class that the network ranks first, one for all pictures, or one a picture. */
	private final List<Integer> classes;

	private ClassChoice(final List<Integer> classes) {
		this.classes = classes;
	}

	/**
	 * Reads it.
	 *
	 * @param text blank, a class's name or index, or as many as there are pictures, separated by commas
	 * @param labels names of the classes
	 * @param pictures number of pictures
	 * @throws IllegalArgumentException when there is no such class, or another number of them
	 */
	public static ClassChoice parse(final String text, final Labels labels, final int pictures) {
		if (text.isBlank()) return new ClassChoice(List.of());
		final String[] parts = text.split(",", -1);
		// A class's name may hold a comma itself.
		if (parts.length == 1 || parts.length != pictures) return new ClassChoice(List.of(labels.find(text)));
		final List<Integer> classes = new ArrayList<>();
		for (final String part : parts)
			classes.add(labels.find(part));
		return new ClassChoice(classes);
	}

	/** The class of a picture; nothing for the one that the network ranks first. */
	public OptionalInt of(final int picture) {
		if (classes.isEmpty()) return OptionalInt.empty();
		return OptionalInt.of(classes.get(classes.size() == 1 ? 0 : picture));
	}
}

package sc.fiji.zfnet.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Names of the classes, in the order of the network's outputs.
 *
 * @param names the names
 */
public record Labels(List<String> names) {

	private static final int SUGGESTIONS = 5;

	/**
	 * @throws IllegalArgumentException when there are none
	 */
	public Labels {
		names = List.copyOf(names);
		if (names.isEmpty()) throw new IllegalArgumentException("There are no labels; one per class is required");
	}

	/** Numbers from 0 upwards as names. */
	public static Labels numbered(final int classes) {
		return new Labels(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
	}

	/**
	 * Reads a text file (UTF-8) with one class per line; blank lines at the end are ignored.
	 *
	 * @throws IOException if it cannot be read or contains no class
	 */
	public static Labels read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new IOException("The labels file '" + file +
			"' does not exist; a text file with one class per line is accepted");
		final List<String> lines;
		try {
			lines = new ArrayList<>(TextFile.read(file).lines().toList());
		}
		catch (final CharacterCodingException exc) {
			throw new IOException("The labels file '" + file + "' is not UTF-8 text", exc);
		}
		lines.replaceAll(String::trim);
		while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
			lines.remove(lines.size() - 1);
		if (lines.isEmpty()) throw new IOException("The labels file '" + file + "' is empty; one class per line is required");
		return new Labels(lines);
	}

	/** Writes the labels as a text file (UTF-8), one class per line. */
	public void write(final Path file) throws IOException {
		Files.writeString(file, String.join("\n", names) + "\n");
	}

	/** Number of classes. */
	public int count() {
		return names.size();
	}

	/** Name of a class. */
	public String name(final int index) {
		return names.get(index);
	}

	/**
	 * Index of a class by its name or index. If no name matches exactly, case is ignored. A name with underscores, or one
	 * that follows a WordNet number as in {@code n01440764_tench}, is also found by its words, and vice versa. If names are
	 * equal, the first one is returned.
	 *
	 * @throws IllegalArgumentException when there is no such class
	 */
	public int find(final String label) {
		if (names.contains(label.trim())) return names.indexOf(label.trim());
		final String wanted = label.trim().toLowerCase(Locale.ROOT);
		for (final UnaryOperator<String> form : List.<UnaryOperator<String>> of(name -> name.toLowerCase(Locale.ROOT),
			Labels::comparable))
		{
			for (int i = 0; i < names.size(); i++)
				if (form.apply(names.get(i)).equals(form.apply(wanted))) return i;
		}
		if (wanted.matches("\\d{1,9}") && Integer.parseInt(wanted) < names.size()) return Integer.parseInt(wanted);
		final List<String> similar = names.stream().filter(name -> !wanted.isEmpty() && comparable(name).contains(wanted))
			.limit(SUGGESTIONS).toList();
		throw new IllegalArgumentException("There is no class '" + label + "'; " + (similar.isEmpty() ? "names such as " +
			String.join(", ", names.subList(0, Math.min(SUGGESTIONS, names.size()))) : "names that contain it: " + String.join(
				", ", similar)) + (names.size() == 1 ? " and the index 0" : " and indices from 0 to " + (names.size() - 1)) +
			" are accepted");
	}

	/**
	 * Readable class names from folder names: without the WordNet number and the underscores of ImageNet's folders, unless
	 * two classes would then have the same name.
	 */
	public static Labels ofFolders(final List<String> folders) {
		final List<String> names = folders.stream().map(name -> WordNet.hasNumber(name) ? WordNet.words(name) : name).toList();
		return new Labels(IntStream.range(0, folders.size()).mapToObj(i -> Collections.frequency(names, names.get(i)) > 1
			? folders.get(i) : names.get(i)).toList());
	}

	private static String comparable(final String name) {
		return WordNet.words(name.toLowerCase(Locale.ROOT));
	}
}

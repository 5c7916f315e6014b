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
		if (names.isEmpty()) throw new IllegalArgumentException("There are no labels; one a class is accepted");
	}

	/** The numbers from 0 on as names. */
	public static Labels numbered(final int classes) {
		return new Labels(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
	}

	/**
	 * Reads a text file (UTF-8) with a class a line; blank lines at its end do not count.
	 *
	 * @throws IOException when it cannot be read or holds no class
	 */
	public static Labels read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new IOException("The labels '" + file +
			"' are not there; a text file with a class a line is accepted");
		final List<String> lines;
		try {
			lines = new ArrayList<>(TextFile.read(file).lines().toList());
		}
		catch (final CharacterCodingException exc) {
			throw new IOException("The labels '" + file + "' are not UTF-8 text", exc);
		}
		lines.replaceAll(String::trim);
		while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty())
			lines.remove(lines.size() - 1);
		if (lines.isEmpty()) throw new IOException("The labels '" + file + "' are empty; a class a line is accepted");
		return new Labels(lines);
	}

	/** Writes them as a text file (UTF-8), a class a line. */
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
	 * Index of a class by its name or index. Upper or lower case does not matter where no name is the very same; a name with underscores, or one that
	 * follows a WordNet number as in {@code n01440764_tench}, is found by its words too, and the other way round. The first of equal names counts.
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
			String.join(", ", names.subList(0, Math.min(SUGGESTIONS, names.size()))) : "names that hold it: " + String.join(
				", ", similar)) + (names.size() == 1 ? " and the index 0" : " and indices from 0 to " + (names.size() - 1)) +
			" are accepted");
	}

	/**
	 * The names of classes' folders in words: without the WordNet number and the underscores of ImageNet's folders, except for
	 * classes that would have the same name then.
	 */
	public static Labels ofFolders(final List<String> folders) {
		final List<String> names = folders.stream().map(name -> name.matches("n\\d{8}_.+") ? name.substring(10).replace('_',
			' ') : name).toList();
		return new Labels(IntStream.range(0, folders.size()).mapToObj(i -> Collections.frequency(names, names.get(i)) > 1
			? folders.get(i) : names.get(i)).toList());
	}

	private static String comparable(final String name) {
		return words(name.toLowerCase(Locale.ROOT));
	}

	/** A class as people read it, without the WordNet number that some label files begin each name with. */
	public static String words(final String name) {
		return name.replaceFirst("^n\\d{8}[ _](?=.)", "").replace('_', ' ');
	}
}

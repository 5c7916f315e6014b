package sc.fiji.zfnet.analysis.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.WordNet;

/**
 * Finds the classes of folders and of other models among a model's labels. Case is ignored, and underscores count as
 * spaces. Either name may be preceded by a WordNet number, as in {@code n01440764_tench}, or consist only of one.
 */
final class ClassMatching {

	private ClassMatching() {}

	/**
	 * The index of each class of a folder among a model's labels; the first of equal labels.
	 *
	 * @param model the model's name, for the message
	 * @throws IllegalArgumentException if the model does not know a class
	 */
	static int[] ofFolders(final List<String> classes, final Labels labels, final String model) {
		return classes.stream().mapToInt(name -> ofFolder(name, labels, model)).toArray();
	}

	private static int ofFolder(final String name, final Labels labels, final String model) {
		final String lowered = name.trim().toLowerCase(Locale.ROOT);
		if (WordNet.isNumber(lowered)) for (int i = 0; i < labels.count(); i++)
			if (labels.name(i).toLowerCase(Locale.ROOT).startsWith(lowered)) return i;
		try {
			return labels.find(name);
		}
		catch (final IllegalArgumentException exc) {
			final String words = words(name);
			for (int i = 0; i < labels.count(); i++)
				if (words(labels.name(i)).equals(words)) return i;
			throw new IllegalArgumentException("The model '" + model + "' does not know the class '" + name +
				"' of a subfolder: " + exc.getMessage(), exc);
		}
	}

	/**
	 * The index of each label of one model among those of another. Equal names are matched in order: the first to the first,
	 * the second to the second.
	 *
	 * @param model the first model's name, for the message
	 * @param otherModel the other model's name, for the message
	 * @throws IllegalArgumentException if they do not have the same classes
	 */
	static int[] ofModels(final Labels labels, final String model, final Labels others, final String otherModel) {
		final Map<String, List<Integer>> known = new HashMap<>();
		for (int i = 0; i < others.count(); i++)
			known.computeIfAbsent(words(others.name(i)), name -> new ArrayList<>()).add(i);
		if (labels.count() != others.count()) throw new IllegalArgumentException("The model '" + model + "' has " + labels
			.count() + " classes and '" + otherModel + "' has " + others.count() + "; models of the same classes are accepted");
		final int[] indices = new int[labels.count()];
		for (int i = 0; i < indices.length; i++) {
			final List<Integer> left = known.getOrDefault(words(labels.name(i)), List.of());
			if (left.isEmpty()) throw new IllegalArgumentException("The model '" + otherModel + "' does not know the class '" +
				labels.name(i) + "' of '" + model + "'; models of the same classes are accepted");
			indices[i] = left.remove(0);
		}
		return indices;
	}

	private static String words(final String name) {
		return WordNet.words(name.trim().toLowerCase(Locale.ROOT));
	}
}

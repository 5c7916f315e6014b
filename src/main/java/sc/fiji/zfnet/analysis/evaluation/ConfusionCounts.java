package sc.fiji.zfnet.analysis.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import sc.fiji.zfnet.model.Labels;

/** Counts the entries of a confusion matrix. */
final class ConfusionCounts {

	private final List<String> classes;
	private final int[] indices;
	private final Labels labels;
	private final List<SortedMap<Integer, Integer>> rows;

	/**
	 * @param classes names of the classes of the pictures
	 * @param indices index of each class among the labels
	 * @param labels names of the classes that can be predicted
	 */
	ConfusionCounts(final List<String> classes, final int[] indices, final Labels labels) {
		this.classes = classes;
		this.indices = indices;
		this.labels = labels;
		rows = classes.stream().map(name -> (SortedMap<Integer, Integer>) new TreeMap<Integer, Integer>()).toList();
	}

	/**
	 * Counts a picture.
	 *
	 * @param actual index of its class among the classes of the pictures
	 * @param predicted index of the predicted class among the labels
	 */
	void add(final int actual, final int predicted) {
		rows.get(actual).merge(predicted, 1, Integer::sum);
	}

	Confusion confusion() {
		final List<Integer> columns = new ArrayList<>(IntStream.of(indices).boxed().distinct().toList());
		rows.stream().flatMap(row -> row.keySet().stream()).distinct().sorted().filter(label -> !columns.contains(label))
			.forEach(columns::add);
		final List<String> names = columns.stream().map(label -> {
			final int known = IntStream.range(0, indices.length).filter(i -> indices[i] == label).findFirst().orElse(-1);
			return known < 0 ? labels.name(label) : classes.get(known);
		}).toList();
		final int[][] counts = new int[rows.size()][columns.size()];
		for (int row = 0; row < counts.length; row++)
			for (int column = 0; column < columns.size(); column++)
				counts[row][column] = rows.get(row).getOrDefault(columns.get(column), 0);
		return new Confusion(classes, names, counts);
	}
}

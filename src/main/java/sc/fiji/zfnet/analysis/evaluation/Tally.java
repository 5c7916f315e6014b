package sc.fiji.zfnet.analysis.evaluation;

import java.util.ArrayList;
import java.util.List;

import sc.fiji.zfnet.analysis.Argmax;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.picture.PictureSource;

/** Counts the errors of one model, picture by picture. */
final class Tally {

	private final String model;
	private final List<String> classes;
	private final Labels labels;
	private final int[] indices;
	private final int top;
	private final ConfusionCounts confusion;
	private final List<Mistake> mistakes = new ArrayList<>();
	private int pictures;
	private int wrong;
	private int missed;

	/**
	 * @param model the model's name
	 * @param classes names of the classes of the pictures
	 * @param labels names of the model's classes
	 * @param indices index of each class of the pictures among the model's classes
	 * @param top number of top-ranked classes among which the true class counts as found
	 */
	Tally(final String model, final List<String> classes, final Labels labels, final int[] indices, final int top) {
		this.model = model;
		this.classes = classes;
		this.labels = labels;
		this.indices = indices;
		this.top = top;
		confusion = new ConfusionCounts(classes, indices, labels);
	}

	int[] indices() {
		return indices;
	}

	/**
	 * Counts a picture.
	 *
	 * @param file the picture
	 * @param label index of its class among the classes of the pictures
	 * @param probabilities probabilities of the model's classes, one value per class
	 */
	void add(final PictureSource file, final int label, final float[] probabilities) {
		final int actual = indices[label];
		final int best = Argmax.of(probabilities);
		int better = 0;
		for (int c = 0; c < probabilities.length; c++) {
			// Written so that NaN counts against the model.
			if (!(probabilities[c] < probabilities[actual]) && (probabilities[c] != probabilities[actual] || c < actual)) better++;
		}
		pictures++;
		confusion.add(label, best);
		if (better >= top) missed++;
		if (best == actual) return;
		wrong++;
		mistakes.add(new Mistake(file, classes.get(label), labels.name(best), probabilities[best], probabilities[actual]));
	}

	ModelErrors errors() {
		return new ModelErrors(model, new ErrorRate(wrong, pictures), new ErrorRate(missed, pictures));
	}

	Confusion confusion() {
		return confusion.confusion();
	}

	List<Mistake> mistakes() {
		return mistakes;
	}
}

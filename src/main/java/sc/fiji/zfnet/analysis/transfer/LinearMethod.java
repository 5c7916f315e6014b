package sc.fiji.zfnet.analysis.transfer;

import java.util.List;
import java.util.Locale;

import sc.fiji.zfnet.analysis.Argmax;
import sc.fiji.zfnet.text.EnumNames;

/**
 * A method of training a linear classifier on vectors. Both minimise ½ ‖w‖² + cost · (sum of the losses over the vectors),
 * where the bias counts as the weight of a constant 1.
 */
public enum LinearMethod {

	/** Multinomial logistic regression: the loss is the cross entropy of the softmax of the scores. */
	SOFTMAX {

		@Override
		LinearClassifier fit(final double[][] vectors, final int[] labels, final int classes, final double cost) {
			return SoftmaxRegression.fit(vectors, labels, classes, cost);
		}
	},
	/** One support vector machine per class against all others, with squared hinge loss. */
	SVM {

		@Override
		LinearClassifier fit(final double[][] vectors, final int[] labels, final int classes, final double cost) {
			return SupportVectorMachine.fit(vectors, labels, classes, cost);
		}
	};

	/** With hundreds of pictures, a finer spacing than a factor of 10 would not be meaningful. */
	private static final List<Double> COSTS = List.of(0.01, 0.1, 1.0, 10.0, 100.0);

	private static final double USUAL_COST = 1;

	/** In each class, one in this many vectors is used to choose the cost. */
	private static final int DECIDING = 5;

	/** Trains with a given cost.
	 *
	 * @param vectors the training vectors, all of one length
	 * @param labels the class of each
	 * @param classes number of classes
	 * @param cost weight of the losses
	 */
	abstract LinearClassifier fit(double[][] vectors, int[] labels, int classes, double cost);

	/**
	 * Trains with the cost, out of 0.01, 0.1, 1, 10 and 100, at which a classifier trained on four fifths of each class is
	 * most accurate on the last fifth; the lower cost on a tie.
	 */
	LinearClassifier fit(final double[][] vectors, final int[] labels, final int classes) {
		return fit(vectors, labels, classes, cost(vectors, labels, classes));
	}

	private double cost(final double[][] vectors, final int[] labels, final int classes) {
		final int[] seen = new int[classes];
		final boolean[] decides = new boolean[labels.length];
		int deciding = 0;
		for (int i = 0; i < labels.length; i++) {
			decides[i] = ++seen[labels[i]] % DECIDING == 0;
			if (decides[i]) deciding++;
		}
		if (deciding == 0) return USUAL_COST;
		final double[][] rest = new double[labels.length - deciding][];
		final int[] restLabels = new int[rest.length];
		for (int i = 0, to = 0; i < labels.length; i++)
			if (!decides[i]) {
				rest[to] = vectors[i];
				restLabels[to++] = labels[i];
			}
		double best = USUAL_COST;
		int most = -1;
		for (final double cost : COSTS) {
			final LinearClassifier classifier = fit(rest, restLabels, classes, cost);
			int known = 0;
			for (int i = 0; i < labels.length; i++)
				if (decides[i] && Argmax.of(classifier.scores(vectors[i])) == labels[i]) known++;
			if (known > most) {
				most = known;
				best = cost;
			}
		}
		return best;
	}

	/** The user's name for it. */
	public String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The method with a given name, in upper or lower case.
	 *
	 * @throws IllegalArgumentException when there is none
	 */
	public static LinearMethod of(final String title) {
		return EnumNames.require(LinearMethod.class, LinearMethod::title, title, "classifier");
	}
}

package sc.fiji.zfnet.tensorflow;

import sc.fiji.zfnet.network.SoftmaxSum;

/**
 * Loss and errors of a network on labelled pictures. Outcomes of several batches can be added.
 *
 * @param pictures number of pictures
 * @param loss sum over the pictures of the cross entropy, natural logarithm
 * @param top1 number of pictures whose top-1 class is correct
 * @param top5 number of pictures whose class is among the top five; ties go to the lower index
 */
public record Outcome(long pictures, double loss, long top1, long top5) {

	/** The outcome of no pictures. */
	public static final Outcome NONE = new Outcome(0, 0, 0, 0);

	/**
	 * Computes the outcome from the scores before the softmax.
	 *
	 * @param scores pictures × classes, the classes fastest
	 * @param labels the class of each picture
	 */
	static Outcome of(final float[] scores, final int[] labels) {
		final int classes = scores.length / labels.length;
		final float[] losses = new float[labels.length];
		for (int p = 0; p < labels.length; p++) {
			final int first = p * classes;
			losses[p] = (float) SoftmaxSum.of(classes, c -> scores[first + c]).crossEntropy(scores[first + labels[p]]);
		}
		return of(losses, scores, labels);
	}

	/**
	 * Computes the outcome from the scores before the softmax and known losses.
	 *
	 * @param losses cross entropy of each picture
	 * @param scores pictures × classes, the classes fastest
	 * @param labels the class of each picture
	 */
	static Outcome of(final float[] losses, final float[] scores, final int[] labels) {
		final int classes = scores.length / labels.length;
		double loss = 0;
		int top1 = 0;
		int top5 = 0;
		for (int p = 0; p < labels.length; p++) {
			loss += losses[p];
			final float own = scores[p * classes + labels[p]];
			int better = 0;
			for (int c = 0; c < classes; c++) {
				final float other = scores[p * classes + c];
				if (other > own || other == own && c < labels[p]) better++;
			}
			if (better < 1) top1++;
			if (better < 5) top5++;
		}
		return new Outcome(labels.length, loss, top1, top5);
	}

	/** The outcome of both together. */
	public Outcome plus(final Outcome other) {
		return new Outcome(pictures + other.pictures, loss + other.loss, top1 + other.top1, top5 + other.top5);
	}

	/** Mean cross entropy. */
	public double meanLoss() {
		return loss / pictures;
	}

	/** Top-1 accuracy, from 0 to 1. */
	public double top1Accuracy() {
		return (double) top1 / pictures;
	}

	/** Top-5 accuracy, from 0 to 1. */
	public double top5Accuracy() {
		return (double) top5 / pictures;
	}
}

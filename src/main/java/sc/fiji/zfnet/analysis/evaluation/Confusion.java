package sc.fiji.zfnet.analysis.evaluation;

import java.util.List;

/** A confusion matrix: how often pictures of each class were classified as each class. */
public final class Confusion {

	private final List<String> trueClasses;
	private final List<String> predictedClasses;
	private final int[][] counts;

	/**
	 * @param trueClasses the rows: classes of the pictures, as their folders are named
	 * @param predictedClasses the columns: the same classes in the same order, then any others that the model ranked
	 *          first, in the order of its labels
	 * @param counts number of pictures by row and column
	 */
	public Confusion(final List<String> trueClasses, final List<String> predictedClasses, final int[][] counts) {
		this.trueClasses = trueClasses;
		this.predictedClasses = predictedClasses;
		this.counts = counts;
	}

	/** The rows: classes of the pictures, as their folders are named. */
	public List<String> trueClasses() {
		return trueClasses;
	}

	/**
	 * The columns: the same classes in the same order, then any others that the model ranked first, in the order of its
	 * labels.
	 */
	public List<String> predictedClasses() {
		return predictedClasses;
	}

	/** Number of pictures by row and column. */
	public int[][] counts() {
		return counts;
	}

	/** Number of pictures of a class. */
	public int pictures(final int row) {
		int sum = 0;
		for (final int count : counts[row])
			sum += count;
		return sum;
	}
}

package sc.fiji.zfnet.analysis.evaluation;

import java.util.List;

/**
 * A confusion matrix: how often pictures of each class were classified as each class.
 *
 * @param trueClasses the rows: classes of the pictures, as their folders are named
 * @param predictedClasses the columns: the same classes in the same order, then any others that the model ranked first, in
 *          the order of its labels
 * @param counts number of pictures by row and column
 */
public record Confusion(List<String> trueClasses, List<String> predictedClasses, int[][] counts) {

	/** Number of pictures of a class. */
	public int pictures(final int row) {
		int sum = 0;
		for (final int count : counts[row])
			sum += count;
		return sum;
	}
}

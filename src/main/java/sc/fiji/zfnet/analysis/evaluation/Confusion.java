package sc.fiji.zfnet.analysis.evaluation;

import java.util.List;

/**
 * How often pictures of one class were taken for another.
 *
 * @param trueClasses the rows: classes of the pictures, as their folders are named
 * @param predictedClasses the columns: the same classes in the same order, then any others that the model ranked first, in
 *          the order of its labels
 * @param counts pictures by row and column
 */
public record Confusion(List<String> trueClasses, List<String> predictedClasses, int[][] counts) {

	/** Pictures of a class. */
	public int pictures(final int row) {
		int sum = 0;
		for (final int count : counts[row])
			sum += count;
		return sum;
	}
}

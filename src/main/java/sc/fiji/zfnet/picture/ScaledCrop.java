package sc.fiji.zfnet.picture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Scales a part of a picture, vertically first: adding up whole rows is fast, and fewer rows remain if the picture shrinks.
 * Each row of the source is read once and added to the few rows of the result to which it contributes. Thus, a picture of
 * bytes is never converted to floats as a whole, and no picture scaled in only one direction is stored.
 */
final class ScaledCrop {

	private final Picture picture;
	private final int channels;
	private final TriangleFilter columns;
	private final TriangleFilter rows;
	private final int width;
	private final int height;

	/**
	 * @param picture the picture
	 * @param columns horizontal weights
	 * @param rows vertical weights
	 * @param scaling gives the size of the part
	 */
	ScaledCrop(final Picture picture, final TriangleFilter columns, final TriangleFilter rows, final InputScaling scaling) {
		this.picture = picture;
		channels = picture.channels();
		this.columns = columns;
		this.rows = rows;
		width = scaling.inputWidth();
		height = scaling.inputHeight();
	}

	/**
	 * The part's values.
	 *
	 * @param x column of the scaled picture where it begins
	 * @param y row of the scaled picture where it begins
	 * @return one plane per channel, each row by row
	 */
	float[] values(final int x, final int y) {
		final int left = columns.first(x);
		final int[] first = new int[width];
		final float[][] weights = new float[width][];
		for (int i = 0; i < width; i++) {
			first[i] = columns.first(x + i) - left;
			weights[i] = columns.weights(x + i);
		}
		final float[] result = new float[channels * width * height];
		final float[][] source = new float[channels][columns.end(x + width - 1) - left];
		final Deque<Row> open = new ArrayDeque<>();
		final Deque<Row> spare = new ArrayDeque<>();
		int next = y;
		for (int from = rows.first(y); from < rows.end(y + height - 1); from++) {
			picture.copyRow(from, left, source);
			for (; next < y + height && rows.first(next) <= from; next++) {
				final Row row = spare.isEmpty() ? new Row(source[0].length) : spare.remove();
				row.begin(next);
				open.add(row);
			}
			for (final Row row : open)
				row.add(source, from);
			while (!open.isEmpty() && open.element().end() == from + 1) {
				final Row row = open.remove();
				row.scale(first, weights, result, (row.target - y) * width);
				spare.add(row);
			}
		}
		return result;
	}

	/** A row of the result that is being added up. */
	private final class Row {

		private final float[][] sums;
		private float[] weights;
		private int target;

		Row(final int length) {
			sums = new float[channels][length];
		}

		void begin(final int row) {
			target = row;
			weights = rows.weights(row);
			for (final float[] sum : sums)
				Arrays.fill(sum, 0);
		}

		int end() {
			return rows.end(target);
		}

		void add(final float[][] source, final int from) {
			final float weight = weights[from - rows.first(target)];
			for (int c = 0; c < channels; c++)
				add(source[c], weight, sums[c]);
		}

		private static void add(final float[] values, final float weight, final float[] sums) {
			for (int i = 0; i < sums.length; i++)
				sums[i] += weight * values[i];
		}

		/** Scales it horizontally. */
		void scale(final int[] first, final float[][] columnWeights, final float[] result, final int start) {
			if (channels == Picture.COLOURS) scaleColours(first, columnWeights, result, start);
			else for (int c = 0; c < channels; c++)
				for (int i = 0; i < width; i++) {
					float sum = 0;
					int from = first[i];
					for (final float weight : columnWeights[i])
						sum += weight * sums[c][from++];
					result[c * width * height + start + i] = sum;
				}
		}

		private void scaleColours(final int[] first, final float[][] columnWeights, final float[] result, final int start) {
			final int size = width * height;
			for (int i = 0; i < width; i++) {
				int from = first[i];
				float red = 0;
				float green = 0;
				float blue = 0;
				for (final float weight : columnWeights[i]) { // three independent sums
					red += weight * sums[0][from];
					green += weight * sums[1][from];
					blue += weight * sums[2][from];
					from++;
				}
				result[start + i] = red;
				result[size + start + i] = green;
				result[2 * size + start + i] = blue;
			}
		}
	}
}

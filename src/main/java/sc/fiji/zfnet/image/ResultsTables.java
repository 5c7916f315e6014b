package sc.fiji.zfnet.image;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import ij.measure.ResultsTable;
import sc.fiji.zfnet.files.Table;

/** Makes ImageJ's tables. */
public final class ResultsTables {

	private ResultsTables() {}

	/** A table as one of ImageJ. An empty cell is NaN in a column of numbers. */
	public static ResultsTable of(final Table table) {
		final ResultsTable made = new ResultsTable(table.rows().size());
		made.setNaNEmptyCells(true);
		for (int c = 0; c < table.columns().size(); c++) {
			final int index = c;
			final String column = table.columns().get(c);
			final List<Object> cells = table.rows().stream().map(row -> row.get(index)).toList();
			final boolean numbers = cells.stream().allMatch(cell -> cell == null || cell instanceof Number);
			for (int r = 0; r < cells.size(); r++) {
				final Object cell = cells.get(r);
				if (numbers) made.setValue(column, r, cell == null ? Double.NaN : number((Number) cell));
				else made.setValue(column, r, cell == null ? "" : cell.toString());
			}
			if (numbers && !cells.isEmpty()) made.setDecimalPlaces(made.getColumnIndex(column), decimalPlaces(cells));
		}
		return made;
	}

	/**
	 * Decimal places for seven digits of a column's largest number; in ImageJ, a negative number selects exponential
	 * notation.
	 */
	private static int decimalPlaces(final List<Object> cells) {
		final double[] numbers = cells.stream().filter(Objects::nonNull).mapToDouble(cell -> number((Number) cell)).filter(
			Double::isFinite).toArray();
		if (Arrays.stream(numbers).allMatch(number -> number == Math.rint(number))) return 0;
		final double largest = Arrays.stream(numbers).map(Math::abs).max().getAsDouble();
		return largest < 1e-3 ? -6 : Math.min(Math.max(6 - (int) Math.floor(Math.log10(largest)), 3), 7);
	}

	/** A float by its shortest decimal form, so that 0.1f is not shown as 0.10000000149. */
	private static double number(final Number number) {
		return number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
	}
}

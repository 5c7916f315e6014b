package sc.fiji.zfnet.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Results in rows and columns. Immutable. A cell is a {@link Number}, a text or a
 * {@link Boolean}; null is an empty cell.
 */
public final class Table {

	/** Text is quoted according to RFC 4180. Lines end as in ImageJ's own tables, so that macros can split at them. */
	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

	private final List<String> columns;
	private final List<List<Object>> rows;

	private Table(final List<String> columns, final List<List<Object>> rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * An empty table.
	 *
	 * @param columns names, in order
	 * @throws IllegalArgumentException if there is none, or a name occurs twice
	 */
	public static Table of(final List<String> columns) {
		if (columns.isEmpty() || columns.stream().distinct().count() != columns.size()) throw new IllegalArgumentException(
			"A table cannot have the columns " + columns + "; one or more different names are required");
		return new Table(List.copyOf(columns), List.of());
	}

	/** An empty table. */
	public static Table of(final String... columns) {
		return of(Arrays.asList(columns));
	}

	/**
	 * This table with additional rows.
	 *
	 * @throws IllegalArgumentException if a row does not have one cell per column, or a cell is neither a number, a text, a
	 *           Boolean nor null
	 */
	public Table with(final List<? extends List<?>> added) {
		final List<List<Object>> all = new ArrayList<>(rows);
		for (final List<?> row : added) {
			if (row.size() != columns.size()) throw new IllegalArgumentException("A row with " + row.size() + " cells, " + row +
				", does not fit a table with the " + columns.size() + " columns " + String.join(", ", columns));
			row.forEach(Table::check);
			all.add(Collections.unmodifiableList(new ArrayList<>(row)));
		}
		return new Table(columns, Collections.unmodifiableList(all));
	}

	private static void check(final Object cell) {
		if (cell != null && !(cell instanceof Number || cell instanceof String || cell instanceof Boolean))
			throw new IllegalArgumentException("A table cannot hold " + cell + ", a " + cell.getClass().getSimpleName() +
				"; numbers, texts and Booleans are accepted");
	}

	/** Names of the columns. */
	public List<String> columns() {
		return columns;
	}

	/** Cells by row and column. */
	public List<List<Object>> rows() {
		return rows;
	}

	/**
	 * The table as CSV: a header, then the rows. Integers are written as such, and other numbers in Java's shortest form
	 * that reads back as the same number, independently of the locale; {@code NaN} and {@code Infinity} by these names.
	 */
	public String toCsv() {
		final StringBuilder csv = new StringBuilder();
		try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
			printer.printRecord(columns);
			for (final List<Object> row : rows) printer.printRecord(row.stream().map(Table::text).toList());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return csv.toString();
	}

	private static String text(final Object cell) {
		return cell == null ? "" : cell.toString();
	}
}

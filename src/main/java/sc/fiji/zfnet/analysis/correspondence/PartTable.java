package sc.fiji.zfnet.analysis.correspondence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import sc.fiji.zfnet.model.TextFile;

/** Reads positions of parts from CSV files with the columns file, part, x and y; other columns are ignored. */
public final class PartTable {

	private static final List<String> COLUMNS = List.of("file", "part", "x", "y");

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
		.setIgnoreHeaderCase(true).setTrim(true).setIgnoreEmptyLines(true).get();

	private PartTable() {}

	/**
	 * Reads a file in UTF-8.
	 *
	 * @return the rows, in order
	 * @throws IOException if it cannot be read, lacks a column or a row, or a position is not a number
	 */
	public static List<PartPosition> read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new IOException("The table of parts '" + file +
			"' does not exist; a CSV file with the columns " + String.join(", ", COLUMNS) + " is accepted");
		try (CSVParser parser = CSVParser.parse(TextFile.read(file), FORMAT)) {
			for (final String column : COLUMNS)
				if (!parser.getHeaderMap().containsKey(column)) throw new IOException("The table of parts '" + file +
					"' has no column '" + column + "'; the columns " + String.join(", ", COLUMNS) + " are accepted");
			final List<PartPosition> parts = new ArrayList<>();
			for (final CSVRecord row : parser)
				parts.add(part(file, row));
			if (parts.isEmpty()) throw new IOException("The table of parts '" + file +
				"' has no rows; one row per part is required");
			return parts;
		}
		catch (final CharacterCodingException | UncheckedIOException | IllegalArgumentException exc) {
			throw new IOException("The table of parts '" + file + "' cannot be read; CSV in UTF-8 with the columns " + String
				.join(", ", COLUMNS) + " is accepted", exc);
		}
	}

	private static PartPosition part(final Path file, final CSVRecord row) throws IOException {
		for (final String column : COLUMNS)
			if (!row.isSet(column) || row.get(column).isEmpty()) throw new IOException("Row " + row.getRecordNumber() +
				" of the table of parts '" + file + "' has no " + column + "; a value in each of the columns " + String.join(
					", ", COLUMNS) + " is accepted");
		return new PartPosition(row.get("file"), row.get("part"), number(file, row, "x"), number(file, row, "y"));
	}

	private static double number(final Path file, final CSVRecord row, final String column) throws IOException {
		try {
			final double number = Double.parseDouble(row.get(column));
			if (Double.isFinite(number)) return number;
		}
		catch (final NumberFormatException exc) {
			// Reported below, like infinite values.
		}
		throw new IOException("Row " + row.getRecordNumber() + " of the table of parts '" + file + "' has '" + row.get(
			column) + "' as " + column + "; a number is accepted");
	}
}

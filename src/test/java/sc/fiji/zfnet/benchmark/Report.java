package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Markdown that appears on the screen line by line and is kept in a file. */
final class Report {

	private final Path file;
	private final StringBuilder text = new StringBuilder();

	/** @param file where it is kept */
	Report(final Path file) {
		this.file = file;
	}

	/** Begins a section. */
	void heading(final String title) {
		line("## " + title);
		line("");
	}

	/** A paragraph. */
	void paragraph(final String sentences) {
		line(sentences);
		line("");
	}

	/** Begins a table. */
	void columns(final String... titles) {
		line(row(List.of(titles)));
		line("|" + "---|".repeat(titles.length));
	}

	/** A row of the table. */
	void row(final String... cells) {
		line(row(List.of(cells)));
	}

	/** Ends the table. */
	void endTable() {
		line("");
	}

	private static String row(final List<String> cells) {
		return "| " + String.join(" | ", cells) + " |";
	}

	private void line(final String line) {
		System.out.println(line);
		text.append(line).append('\n');
	}

	/** Writes what there is so far. */
	void save() throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file, text);
	}

	/** A number with three digits that count. */
	static String number(final double value) {
		final double size = Math.abs(value);
		return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", value);
	}

	/** Milliseconds of seconds. */
	static String milliseconds(final double seconds) {
		return number(1000 * seconds);
	}

	/** A share of 1 in per cent. */
	static String percent(final double share) {
		return String.format(Locale.ROOT, "%.0f %%", 100 * share);
	}
}

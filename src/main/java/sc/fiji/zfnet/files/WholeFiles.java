package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes files to a folder. A file replaces an older one of its name only once it is complete; where writing fails, the older
 * one stays and nothing else is left.
 */
public final class WholeFiles {

	/** Writes one file. */
	@FunctionalInterface
	public interface Writer {

		void write(Path file) throws IOException;
	}

	private final Path folder;

	private WholeFiles(final Path folder) {
		this.folder = folder;
	}

	/**
	 * Creates the folder and its parents, if missing.
	 *
	 * @throws IOException if it cannot be created or is a file
	 */
	public static WholeFiles in(final Path folder) throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (final IOException e) {
			throw cannotBeMade(folder, e);
		}
		return new WholeFiles(folder);
	}

	/**
	 * Checks before a long computation whether a folder exists or can be created, as far as possible without creating it.
	 *
	 * @throws IOException if the folder or one of its parents is a file
	 */
	public static void check(final Path folder) throws IOException {
		Path above = folder.toAbsolutePath();
		while (above.getParent() != null && !Files.exists(above))
			above = above.getParent();
		if (!Files.isDirectory(above)) throw cannotBeMade(folder, null);
	}

	private static IOException cannotBeMade(final Path folder, final IOException cause) {
		return new IOException("Output folder '" + folder +
			"' cannot be created; an existing folder, or the path of one that can be created, is accepted", cause);
	}

	/** The folder itself. */
	public Path folder() {
		return folder;
	}

	/**
	 * Writes a table as CSV, in UTF-8.
	 *
	 * @param name file name with extension
	 * @throws IOException if it cannot be written
	 */
	public void writeCsv(final String name, final Table table) throws IOException {
		write(name, file -> Files.writeString(file, table.toCsv(), StandardCharsets.UTF_8));
	}

	/**
	 * Writes a file.
	 *
	 * @param name file name with extension
	 * @param writer writes it under another name
	 * @throws IOException if it cannot be written
	 */
	public void write(final String name, final Writer writer) throws IOException {
		final Path target = folder.resolve(name);
		final Path unfinished = folder.resolve("." + name + "-" + UUID.randomUUID() + ".part");
		try {
			writer.write(unfinished);
			if (Files.isDirectory(target)) throw new IOException("'" + target + "' is a folder");
			Moves.move(unfinished, target);
		}
		catch (final IOException | RuntimeException e) {
			throw new IOException("File '" + name + "' cannot be written to output folder '" + folder +
				"'; a writable folder with enough space is required", e);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	/**
	 * Deletes a file from an earlier run that would be taken for a result of this run.
	 *
	 * @return whether there was such a file
	 * @throws IOException if it cannot be deleted
	 */
	public boolean delete(final String name) throws IOException {
		try {
			return Files.deleteIfExists(folder.resolve(name));
		}
		catch (final IOException e) {
			throw new IOException("File '" + name + "' of an earlier run cannot be deleted from output folder '" + folder +
				"'; a writable folder is required", e);
		}
	}
}

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
	 * Makes the folder, and those above it, where missing.
	 *
	 * @throws IOException when it cannot be made or is a file
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
	 * Says before long work whether a folder is there or can be made, as far as that can be told without making it.
	 *
	 * @throws IOException when it or one above it is a file
	 */
	public static void check(final Path folder) throws IOException {
		Path above = folder.toAbsolutePath();
		while (above.getParent() != null && !Files.exists(above))
			above = above.getParent();
		if (!Files.isDirectory(above)) throw cannotBeMade(folder, null);
	}

	private static IOException cannotBeMade(final Path folder, final IOException cause) {
		return new IOException("Output folder '" + folder +
			"' cannot be made; a folder, or the path of one that can be made, is accepted", cause);
	}

	/** The folder itself. */
	public Path folder() {
		return folder;
	}

	/**
	 * Writes a table as CSV, in UTF-8.
	 *
	 * @param name file name, extension included
	 * @throws IOException when it cannot be written
	 */
	public void writeCsv(final String name, final Table table) throws IOException {
		write(name, file -> Files.writeString(file, table.toCsv(), StandardCharsets.UTF_8));
	}

	/**
	 * Writes a file.
	 *
	 * @param name file name, extension included
	 * @param writer writes it under another name
	 * @throws IOException when it cannot be written
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
				"'; a folder that can be written to, with enough space, is accepted", e);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	/**
	 * Deletes what an earlier run left, where it would pass for this one's.
	 *
	 * @return whether there was such a file
	 * @throws IOException when it cannot be deleted
	 */
	public boolean delete(final String name) throws IOException {
		try {
			return Files.deleteIfExists(folder.resolve(name));
		}
		catch (final IOException e) {
			throw new IOException("File '" + name + "' of an earlier run cannot be deleted from output folder '" + folder +
				"'; a folder that can be written to is accepted", e);
		}
	}
}

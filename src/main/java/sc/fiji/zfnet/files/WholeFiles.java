package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Writes files to a folder. A file replaces an older one of its name only once it is complete; where writing fails, the older
 * one stays and nothing else is left. Files that are written {@link #together} come into the folder at once.
 */
public final class WholeFiles {

	/** Writes one file. */
	@FunctionalInterface
	public interface Writer {

		void write(Path file) throws IOException;
	}

	/** Writes several files. */
	@FunctionalInterface
	public interface Work {

		void run() throws IOException;
	}

	/** What this thread writes together; null where it does not. */
	private static final ThreadLocal<Together> TOGETHER = new ThreadLocal<>();

	private final Path folder;
	private final FolderChange change;

	private WholeFiles(final Path folder, final FolderChange change) {
		this.folder = folder;
		this.change = change;
	}

	/**
	 * Does some work; what it writes to a folder in this thread comes into the folder when it is done, all at once, and not at
	 * all where it fails.
	 *
	 * @param folder the folder
	 * @param work writes to it by {@link #in}
	 * @throws IOException when the work throws it, or files cannot be written; all are as they were then
	 */
	public static void together(final Path folder, final Work work) throws IOException {
		if (TOGETHER.get() != null) {
			work.run();
			return;
		}
		try (Together together = new Together(folder)) {
			TOGETHER.set(together);
			work.run();
			together.commit();
		}
		finally {
			TOGETHER.remove();
		}
	}

	/** The change of the folder, begun when it is first written to. */
	private static final class Together implements AutoCloseable {

		private final Path folder;
		private FolderChange change;

		Together(final Path folder) {
			this.folder = folder.toAbsolutePath().normalize();
		}

		FolderChange of(final Path other) throws IOException {
			if (!other.toAbsolutePath().normalize().equals(folder)) return null;
			if (change == null) change = FolderChange.begin(folder);
			return change;
		}

		void commit() throws IOException {
			try {
				if (change != null) change.commit();
			}
			catch (final IOException exc) {
				throw new IOException("The results cannot be written to output folder '" + folder +
					"'; a writable folder with enough space is required", exc);
			}
		}

		@Override
		public void close() throws IOException {
			if (change != null) change.close();
		}
	}

	/**
	 * Creates the folder and its parents, if missing.
	 *
	 * @throws IOException if it cannot be created or is a file
	 */
	public static WholeFiles in(final Path folder) throws IOException {
		try {
			final FolderChange change = TOGETHER.get() == null ? null : TOGETHER.get().of(folder);
			Files.createDirectories(folder);
			return new WholeFiles(folder, change);
		}
		catch (final IOException e) {
			throw cannotBeMade(folder, e);
		}
	}

	/**
	 * Checks before a long computation whether a folder exists or can be created, as far as possible without creating it.
	 * What killed processes left in it is ended.
	 *
	 * @throws IOException if the folder or one of its parents is a file
	 */
	public static void check(final Path folder) throws IOException {
		Path above = folder.toAbsolutePath();
		while (above.getParent() != null && !Files.exists(above))
			above = above.getParent();
		if (!Files.isDirectory(above)) throw cannotBeMade(folder, null);
		try {
			FolderChange.recover(folder);
		}
		catch (final IOException e) {
			throw new IOException("Output folder '" + folder + "' holds results that were not written to their end, and cannot " +
				"be written to; a folder that can be written to, with enough space, is accepted", e);
		}
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
		if (change != null) {
			stage(name, writer);
			return;
		}
		final Path target = folder.resolve(name);
		final Path unfinished = folder.resolve("." + name + "-" + UUID.randomUUID() + ".part");
		try {
			writer.write(unfinished);
			if (Files.isDirectory(target)) throw new IOException("'" + target + "' is a folder");
			Moves.move(unfinished, target);
		}
		catch (final IOException | RuntimeException e) {
			throw cannotBeWritten(name, e);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	private void stage(final String name, final Writer writer) throws IOException {
		try {
			if (Files.isDirectory(folder.resolve(name))) throw new IOException("'" + folder.resolve(name) + "' is a folder");
			final Path file = change.file(name);
			Files.deleteIfExists(file);
			writer.write(file);
		}
		catch (final IOException | RuntimeException e) {
			throw cannotBeWritten(name, e);
		}
	}

	private IOException cannotBeWritten(final String name, final Exception cause) {
		return new IOException("File '" + name + "' cannot be written to output folder '" + folder +
			"'; a writable folder with enough space is required", cause);
	}

	/**
	 * Deletes a file from an earlier run that would be taken for a result of this run.
	 *
	 * @return whether there was such a file
	 * @throws IOException if it cannot be deleted
	 */
	public boolean delete(final String name) throws IOException {
		try {
			return change == null ? Files.deleteIfExists(folder.resolve(name)) : change.delete(name);
		}
		catch (final IOException e) {
			throw new IOException("File '" + name + "' of an earlier run cannot be deleted from output folder '" + folder +
				"'; a writable folder is required", e);
		}
	}
}

package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * New files for a folder, and files that go, all of which change at once. New files are first written to a hidden folder in
 * it; {@link #commit} decides, and then moves them into place. Where that is interrupted, be it by the end of the process,
 * the next change in this folder or {@link #recover} ends it; what was interrupted before the decision is removed.
 *
 * <pre>
 * try (FolderChange change = FolderChange.begin(folder)) {
 *   Files.writeString(change.file("table.csv"), text);
 *   change.delete("table-2.csv");
 *   change.commit();
 * }
 * </pre>
 */
public final class FolderChange implements AutoCloseable {

	private static final String STAGED = "staged";
	private static final String DECIDED = "decided";
	private static final String LOCK = "lock";
	private static final Pattern OWN = Pattern.compile("\\.zfnet-(.{36})\\.(" + STAGED + "|" + DECIDED + "|" + LOCK + ")");
	/** Names the files that go, in a staged or decided folder. */
	private static final String DELETED = "deleted";
	/** Holds the new files there. */
	private static final String NEW = "new";
	private static final Duration LONGEST = Duration.ofSeconds(60);

	private final Path folder;
	private final boolean isNew;
	private final String id;
	private final FileLock lock;
	private final Set<String> deleted = new LinkedHashSet<>();

	private FolderChange(final Path folder, final boolean isNew, final String id, final FileLock lock) {
		this.folder = folder;
		this.isNew = isNew;
		this.id = id;
		this.lock = lock;
	}

	/**
	 * Begins a change; ends one that was interrupted in this folder.
	 *
	 * @param folder the folder; made, with those above it, when missing
	 * @throws IOException when the folder cannot be made or written to
	 */
	public static FolderChange begin(final Path folder) throws IOException {
		final boolean isNew = !Files.exists(folder);
		Files.createDirectories(folder);
		if (!isNew) recover(folder);
		final String id = UUID.randomUUID().toString();
		try {
			final FileLock lock = FileLock.tryTake(own(folder, id, LOCK)).orElseThrow();
			final FolderChange change = new FolderChange(folder, isNew, id, lock);
			try {
				Files.createDirectories(change.staged().resolve(NEW));
				return change;
			}
			catch (final IOException exc) {
				change.close();
				throw exc;
			}
		}
		catch (final IOException exc) {
			if (isNew) Folders.deleteIfEmpty(folder);
			throw exc;
		}
	}

	private static Path own(final Path folder, final String id, final String kind) {
		return folder.resolve(".zfnet-" + id + "." + kind);
	}

	private Path staged() {
		return own(folder, id, STAGED);
	}

	/** The folder that changes. */
	public Path folder() {
		return folder;
	}

	/**
	 * Where a new file is to be written.
	 *
	 * @param name its path in the folder, with {@code /} between its parts
	 * @throws IOException when a folder for it cannot be made
	 */
	public Path file(final String name) throws IOException {
		final Path file = staged().resolve(NEW).resolve(name);
		Files.createDirectories(file.getParent());
		deleted.remove(name);
		return file;
	}

	/**
	 * Lets a file go; one that is new in this change at once.
	 *
	 * @return whether it was there
	 * @throws IOException when it is a folder or cannot be deleted
	 */
	public boolean delete(final String name) throws IOException {
		final boolean wasNew = Files.deleteIfExists(staged().resolve(NEW).resolve(name));
		if (!Files.exists(folder.resolve(name))) return wasNew;
		if (Files.isDirectory(folder.resolve(name))) throw new IOException("'" + folder.resolve(name) + "' is a folder");
		return deleted.add(name) || wasNew;
	}

	/**
	 * Puts all new files into place and deletes those that go.
	 *
	 * @throws IOException when that cannot be done; nothing has changed then, or where it failed in the middle, the next
	 *           change in this folder ends it
	 */
	public void commit() throws IOException {
		final Path added = staged().resolve(NEW);
		for (final Path file : files(added)) {
			final Path target = folder.resolve(added.relativize(file).toString());
			if (Files.isDirectory(target)) throw new IOException("'" + target + "' is a folder");
			flush(file);
		}
		Files.write(staged().resolve(DELETED), deleted);
		flush(staged().resolve(DELETED));
		final Path decided = own(folder, id, DECIDED);
		Moves.move(staged(), decided);
		carryOut(folder, decided);
	}

	/** What is decided must be on the disk, should the machine lose its power. */
	private static void flush(final Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	private static List<Path> files(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return List.of();
		try (Stream<Path> all = Files.walk(folder)) {
			return all.filter(Files::isRegularFile).sorted().toList();
		}
	}

	/** Any part of it may have been carried out before. */
	private static void carryOut(final Path folder, final Path decided) throws IOException {
		try (FileLock alone = FileLock.take(folder.resolve(".zfnet.lock"), LONGEST, "Other results are being written to '" +
			folder + "'"))
		{
			final Path added = decided.resolve(NEW);
			for (final Path file : files(added)) {
				final Path target = folder.resolve(added.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Moves.move(file, target);
			}
			if (Files.exists(decided.resolve(DELETED))) for (final String name : Files.readAllLines(decided.resolve(DELETED)))
				Files.deleteIfExists(folder.resolve(name));
			Folders.delete(decided);
		}
	}

	/**
	 * Ends what interrupted processes left in a folder: a change that was decided is carried out, another one removed. What
	 * running processes do there is left alone.
	 *
	 * @param folder a folder; one that is missing is left so
	 * @throws IOException when that cannot be done
	 */
	public static void recover(final Path folder) throws IOException {
		for (final String id : interrupted(folder)) {
			final Optional<FileLock> lock = FileLock.tryTake(own(folder, id, LOCK));
			if (lock.isEmpty()) continue;
			try (FileLock held = lock.get()) {
				if (Files.isDirectory(own(folder, id, DECIDED))) carryOut(folder, own(folder, id, DECIDED));
				if (Files.isDirectory(own(folder, id, STAGED))) Folders.delete(own(folder, id, STAGED));
			}
		}
	}

	private static Set<String> interrupted(final Path folder) throws IOException {
		final Set<String> ids = new TreeSet<>();
		if (!Files.isDirectory(folder)) return ids;
		try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, ".zfnet-*")) {
			for (final Path path : all) {
				final Matcher matcher = OWN.matcher(path.getFileName().toString());
				if (matcher.matches()) ids.add(matcher.group(1));
			}
		}
		return ids;
	}

	/** Drops what was not committed; of a folder that was made for it nothing is left then. */
	@Override
	public void close() throws IOException {
		final List<IOException> failures = new ArrayList<>();
		try {
			if (Files.exists(staged())) Folders.delete(staged());
		}
		catch (final IOException exc) {
			failures.add(exc);
		}
		lock.close();
		if (isNew) Folders.deleteIfEmpty(folder);
		if (!failures.isEmpty()) throw failures.get(0);
	}
}

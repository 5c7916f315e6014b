package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that takes the place of an older one as a whole. It is put together under a hidden name beside its place; at
 * every instant one whole folder is there, in its place or, between two moves, under a name from which {@link #recover}
 * puts it there.
 */
public final class FolderReplacement implements AutoCloseable {

	/** In the making; worth nothing when its process has ended. */
	private static final String MADE = "made";
	/** Complete: takes the place as soon as that is free. */
	private static final String NEXT = "next";
	/** Had the place; goes as soon as another one has it, and comes back where none has. */
	private static final String OLD = "old";
	private static final String LOCK = "lock";
	private static final Pattern OWN = Pattern.compile("\\.(.+)\\.(" + MADE + "|" + NEXT + "|" + OLD + "|" + LOCK + ")",
		Pattern.DOTALL);
	private static final Duration LONGEST = Duration.ofSeconds(10);

	private final Path root;
	private final String name;
	private final FileLock lock;

	private FolderReplacement(final Path root, final String name, final FileLock lock) {
		this.root = root;
		this.name = name;
		this.lock = lock;
	}

	/**
	 * Begins one, after waiting for another of the same name.
	 *
	 * @param root the folder that holds it
	 * @param name its name
	 * @throws IOException when the folder cannot be written to, or another one of that name does not end
	 */
	public static FolderReplacement begin(final Path root, final String name) throws IOException {
		final FolderReplacement replacement = new FolderReplacement(root, name, FileLock.take(own(root, name, LOCK), LONGEST,
			"Another '" + name + "' is being written to '" + root + "'; try again when that is done"));
		try {
			replacement.settle();
			Files.createDirectory(replacement.made());
			return replacement;
		}
		catch (final IOException exc) {
			replacement.close();
			throw exc;
		}
	}

	private static Path own(final Path root, final String name, final String kind) {
		return root.resolve("." + name + "." + kind);
	}

	/** The folder in the making. */
	public Path made() {
		return own(root, name, MADE);
	}

	/**
	 * Moves it into its place.
	 *
	 * @throws IOException when that fails; an older one stays then
	 */
	public void commit() throws IOException {
		Moves.move(made(), own(root, name, NEXT));
		settle();
	}

	/** Brings any state in which a process may have ended to one with a folder in its place alone. */
	private void settle() throws IOException {
		final Path place = root.resolve(name);
		final Path next = own(root, name, NEXT);
		final Path old = own(root, name, OLD);
		if (Files.exists(made())) Folders.delete(made());
		if (Files.exists(next)) {
			// The old one has left its place before, or what is left of one before that is being deleted.
			if (Files.exists(old) && Files.exists(place)) Folders.delete(old);
			if (Files.exists(place)) Moves.move(place, old);
			try {
				Moves.move(next, place);
			}
			catch (final IOException exc) {
				if (Files.exists(old)) Moves.move(old, place);
				throw exc;
			}
		}
		if (!Files.exists(place) && Files.exists(old)) Moves.move(old, place);
		if (Files.exists(old)) Folders.delete(old);
	}

	/**
	 * Puts complete folders that interrupted processes left into their places, and removes others. What running processes do
	 * is left alone.
	 *
	 * @param root the folder that holds them; one that is missing is left so
	 * @throws IOException when that cannot be done
	 */
	public static void recover(final Path root) throws IOException {
		for (final String name : interrupted(root)) {
			final Optional<FileLock> lock = FileLock.tryTake(own(root, name, LOCK));
			if (lock.isEmpty()) continue;
			try (FolderReplacement left = new FolderReplacement(root, name, lock.get())) {
				left.settle();
			}
		}
	}

	/**
	 * Waits until a folder that is just being replaced is in its place again.
	 *
	 * @param root the folder that holds it
	 * @param name its name
	 * @throws IOException when waiting is interrupted
	 */
	public static void await(final Path root, final String name) throws IOException {
		final long end = System.nanoTime() + LONGEST.toNanos();
		while (!Files.exists(root.resolve(name)) && (Files.exists(own(root, name, OLD)) || Files.exists(own(root, name,
			NEXT))) && System.nanoTime() < end)
			FileLock.pause();
	}

	private static Set<String> interrupted(final Path root) throws IOException {
		final Set<String> names = new TreeSet<>();
		if (!Files.isDirectory(root)) return names;
		try (DirectoryStream<Path> all = Files.newDirectoryStream(root, ".*")) {
			for (final Path path : all) {
				final Matcher matcher = OWN.matcher(path.getFileName().toString());
				if (matcher.matches()) names.add(matcher.group(1));
			}
		}
		return names;
	}

	/** Drops what was not committed. */
	@Override
	public void close() throws IOException {
		try {
			if (Files.exists(made())) Folders.delete(made());
		}
		finally {
			lock.close();
		}
	}
}

package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A lock that one thread of one process at a time holds, until it is closed or its process ends, however that ends. It is a
 * file that is there while the lock is held; one that a killed process left counts for nothing.
 */
public final class FileLock implements AutoCloseable {

	/** Bytes are locked far behind the text, as Windows does not let others read what is locked. */
	private static final long PLACE = Long.MAX_VALUE - 1;
	private static final long PAUSE = 20;

	private final Path file;
	private final FileChannel channel;

	private FileLock(final Path file, final FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Takes a lock, or does not where another holds it.
	 *
	 * @param file the file that stands for it, in a folder that is there
	 * @throws IOException when the file cannot be made
	 */
	public static Optional<FileLock> tryTake(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		boolean taken = false;
		try {
			if (channel.tryLock(PLACE, 1, false) == null) return Optional.empty();
			// Whoever held it before may have deleted the file meanwhile: then this is not the file that others see.
			final String token = UUID.randomUUID().toString();
			channel.truncate(0).write(ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8)), 0);
			taken = token.equals(Files.readString(file));
			return taken ? Optional.of(new FileLock(file, channel)) : Optional.empty();
		}
		catch (final OverlappingFileLockException | NoSuchFileException exc) {
			return Optional.empty();
		}
		finally {
			if (!taken) channel.close();
		}
	}

	/**
	 * Takes a lock, waiting for it.
	 *
	 * @param file the file that stands for it, in a folder that is there
	 * @param longest how long to wait
	 * @param refusal what is said when another still holds it then, in a sentence
	 * @throws IOException when the file cannot be made, or another holds the lock
	 */
	public static FileLock take(final Path file, final Duration longest, final String refusal) throws IOException {
		final long end = System.nanoTime() + longest.toNanos();
		while (true) {
			final Optional<FileLock> lock = tryTake(file);
			if (lock.isPresent()) return lock.get();
			if (System.nanoTime() > end) throw new IOException(refusal);
			pause();
		}
	}

	/** Waits a moment for another process. */
	static void pause() throws IOException {
		try {
			Thread.sleep(PAUSE);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new IOException("Waiting for another process was interrupted", exc);
		}
	}

	@Override
	public void close() throws IOException {
		try {
			// While it is locked, so that nobody else's file is deleted.
			Files.deleteIfExists(file);
		}
		finally {
			channel.close();
		}
	}
}

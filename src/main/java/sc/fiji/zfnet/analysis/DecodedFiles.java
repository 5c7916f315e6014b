package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decodes files on threads of its own while the network runs, a bounded number ahead, and hands them out in their order.
 * Files that cannot be read are noted and passed over. Close it to end the threads.
 *
 * @param <T> what a file becomes
 */
public final class DecodedFiles<T> implements AutoCloseable {

	/** Decodes one file; called by several threads at once. */
	@FunctionalInterface
	public interface Decoder<T> {

		T decode(Path file) throws IOException;
	}

	/** A file and what it became. */
	public record Decoded<T>(Path file, T content) {}

	private record Pending<T>(Path file, Future<T> content) {}

	private final ExecutorService threads;
	private final Iterator<Path> files;
	private final Decoder<T> decoder;
	private final Deque<Pending<T>> ahead = new ArrayDeque<>();
	private final List<SkippedFile> skipped = new ArrayList<>();

	/**
	 * @param files the files, in the order wanted
	 * @param decoder decodes one
	 * @param inMemory how many may be decoded and waiting
	 */
	public DecodedFiles(final List<Path> files, final Decoder<T> decoder, final int inMemory) {
		this.files = files.iterator();
		this.decoder = decoder;
		threads = Executors.newFixedThreadPool(Math.min(Runtime.getRuntime().availableProcessors(), 8), work -> {
			final Thread thread = new Thread(work, "ZFNet decoding");
			thread.setDaemon(true);
			return thread;
		});
		for (int i = 0; i < inMemory; i++)
			startNext();
	}

	private void startNext() {
		if (!files.hasNext()) return;
		final Path file = files.next();
		ahead.add(new Pending<>(file, threads.submit(() -> decoder.decode(file))));
	}

	/**
	 * The next files that can be read, waiting for them.
	 *
	 * @param count how many at the most
	 * @return fewer at the end; empty when all are done
	 */
	public List<Decoded<T>> next(final int count) {
		final List<Decoded<T>> decoded = new ArrayList<>();
		while (decoded.size() < count && !ahead.isEmpty()) {
			final Pending<T> pending = ahead.remove();
			try {
				decoded.add(new Decoded<>(pending.file, pending.content.get()));
			}
			catch (final ExecutionException exc) {
				skip(pending.file, exc.getCause());
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Reading the pictures was interrupted", exc);
			}
			startNext();
		}
		return decoded;
	}

	private void skip(final Path file, final Throwable reason) {
		if (!(reason instanceof IOException || reason instanceof IllegalArgumentException)) {
			if (reason instanceof Error error) throw error;
			throw new IllegalStateException("'" + file + "' could not be decoded", reason);
		}
		skipped.add(new SkippedFile(file, reason.getMessage()));
	}

	/** The files passed over so far. */
	public List<SkippedFile> skipped() {
		return List.copyOf(skipped);
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}

package sc.fiji.zfnet.analysis;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import sc.fiji.zfnet.concurrent.WorkerThreads;
import sc.fiji.zfnet.picture.PictureSource;

/**
 * Decodes files on threads of its own while the network runs, a bounded number ahead, and hands them out in their order.
 * Files that cannot be read are noted and passed over. Close it to end the threads.
 *
 * @param <T> what a file becomes
 */
public final class DecodedFiles<T> implements AutoCloseable {

	/** Handing a file from thread to thread takes as long as a good part of decoding a small one. */
	private static final int MOST_FILES_A_TASK = 8;

	/** Decodes one file; called by several threads at once. */
	@FunctionalInterface
	public interface Decoder<T> {

		T decode(PictureSource file) throws IOException;
	}

	/**
	 * A picture and what it became.
	 *
	 * @param index its place among all pictures, from 0
	 * @param file the picture
	 * @param content what it became
	 */
	public record Decoded<T>(int index, PictureSource file, T content) {}

	/** What became of a file; one of the two is null. */
	private record Outcome<T>(Decoded<T> decoded, SkippedFile skipped) {}

	private final ExecutorService threads;
	private final List<? extends PictureSource> files;
	private final Decoder<T> decoder;
	private final int filesATask;
	private int started;
	private final Deque<Future<List<Outcome<T>>>> ahead = new ArrayDeque<>();
	private final Deque<Outcome<T>> ready = new ArrayDeque<>();
	private final List<SkippedFile> skipped = new ArrayList<>();

	/**
	 * @param files the files, in the order wanted
	 * @param decoder decodes one
	 * @param inMemory how many may be decoded and waiting
	 */
	public DecodedFiles(final List<? extends PictureSource> files, final Decoder<T> decoder, final int inMemory) {
		this.files = files;
		this.decoder = decoder;
		final int count = Math.min(Runtime.getRuntime().availableProcessors(), 8);
		// Each thread has its share of what is ahead, and its next task before it is done with one.
		filesATask = Math.max(1, Math.min(MOST_FILES_A_TASK, inMemory / (4 * count)));
		threads = WorkerThreads.named("ZFNet decoding", count);
		for (int i = 0; i < inMemory / filesATask; i++)
			startNext();
	}

	private void startNext() {
		if (started == files.size()) return;
		final int first = started;
		started = Math.min(started + filesATask, files.size());
		final int end = started;
		ahead.add(threads.submit(() -> IntStream.range(first, end).mapToObj(this::decode).toList()));
	}

	private Outcome<T> decode(final int index) {
		final PictureSource file = files.get(index);
		try {
			return new Outcome<>(new Decoded<>(index, file, decoder.decode(file)), null);
		}
		catch (final IOException | IllegalArgumentException exc) {
			return new Outcome<>(null, new SkippedFile(file, exc.getMessage()));
		}
		catch (final RuntimeException exc) {
			throw new IllegalStateException("'" + file.name() + "' could not be decoded", exc);
		}
	}

	/**
	 * The next files that can be read, waiting for them.
	 *
	 * @param count how many at the most
	 * @return fewer at the end; empty when all are done
	 */
	public List<Decoded<T>> next(final int count) {
		final List<Decoded<T>> decoded = new ArrayList<>();
		while (decoded.size() < count && !(ready.isEmpty() && ahead.isEmpty())) {
			if (ready.isEmpty()) {
				ready.addAll(WorkerThreads.result(ahead.remove(), "Reading the pictures"));
				startNext();
			}
			final Outcome<T> outcome = ready.remove();
			if (outcome.skipped == null) decoded.add(outcome.decoded);
			else skipped.add(outcome.skipped);
		}
		return decoded;
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

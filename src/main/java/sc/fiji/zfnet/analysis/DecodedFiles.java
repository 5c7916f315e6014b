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
 * Decodes files on its own threads while the network runs, a bounded number ahead, and delivers them in order. Unreadable
 * files are recorded and skipped. Closing it stops the threads.
 *
 * @param <T> result of decoding a file
 */
public final class DecodedFiles<T> implements AutoCloseable {

	/** Passing a file between threads takes a considerable fraction of the time for decoding a small one. */
	private static final int MOST_FILES_A_TASK = 8;

	/** Decodes a file; called by several threads concurrently. */
	@FunctionalInterface
	public interface Decoder<T> {

		T decode(PictureSource file) throws IOException;
	}

	/**
	 * A picture and its decoded content.
	 *
	 * @param index its place among all pictures, from 0
	 * @param file the picture
	 * @param content the decoded content
	 */
	public record Decoded<T>(int index, PictureSource file, T content) {}

	/** The result for a file; one of the two is null. */
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
	 * @param files the files, in order of delivery
	 * @param decoder decodes a file
	 * @param inMemory maximum number of decoded files in memory
	 */
	public DecodedFiles(final List<? extends PictureSource> files, final Decoder<T> decoder, final int inMemory) {
		this.files = files;
		this.decoder = decoder;
		final int count = Math.min(Runtime.getRuntime().availableProcessors(), 8);
		// The files ahead are shared between the threads, and each thread has its next task ready.
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
	 * Waits for the next readable files.
	 *
	 * @param count maximum number
	 * @return the files; fewer at the end, none when all have been delivered
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

	/** The files skipped so far. */
	public List<SkippedFile> skipped() {
		return List.copyOf(skipped);
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}

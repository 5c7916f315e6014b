package sc.fiji.zfnet.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.progress.WorkerThreads;

/**
 * The pictures of a folder with one subfolder per class, scaled for a network's input. Pictures are decoded once and
 * cached as bytes up to a memory limit; the others are decoded whenever they are needed. Thread-safe.
 */
public final class LabelledPictures {

	/** Default limit of the cached pictures in bytes: a quarter of Java's maximum memory. */
	public static final long USUAL_LIMIT = Runtime.getRuntime().maxMemory() / 4;

	private final List<Path> files = new ArrayList<>();
	private final int[] labels;
	private final List<String> classes;
	private final Shape input;
	private final StoredPicture[] stored;

	private LabelledPictures(final List<PictureFolder.Labelled> pictures, final List<String> classes, final Shape input) {
		this.classes = List.copyOf(classes);
		this.input = input;
		labels = new int[pictures.size()];
		stored = new StoredPicture[pictures.size()];
		for (final PictureFolder.Labelled picture : pictures) {
			labels[files.size()] = classes.indexOf(picture.className());
			files.add(picture.path());
		}
	}

	/**
	 * Reads a training set; its subfolders, sorted by name, are the classes.
	 *
	 * @param folder the folder
	 * @param input shape of the network's input
	 * @param limit maximum size in bytes of the cached pictures
	 * @param progress receives the number of pictures read; if cancelled, the others are decoded later
	 * @throws IOException if a picture cannot be read or is in no subfolder, or if there are fewer than two classes
	 */
	public static LabelledPictures read(final Path folder, final Shape input, final long limit, final Progress progress)
		throws IOException
	{
		final PictureFolder pictures = PictureFolder.list(folder);
		final List<String> classes = pictures.classes();
		if (classes.size() < 2) throw new IOException("Folder '" + folder + "' has pictures of one class, '" +
			classes.get(0) + "'; one subfolder per class, and two or more classes, are required");
		final LabelledPictures read = new LabelledPictures(pictures.labelled(), classes, input);
		read.decode(limit, progress);
		return read;
	}

	/**
	 * Reads given files.
	 *
	 * @param pictures the files with their classes
	 * @param classes names of all classes, in the order of the network's outputs
	 * @param input shape of the network's input
	 * @param limit maximum size in bytes of the cached pictures
	 * @param progress receives the number of pictures read; if cancelled, the others are decoded later
	 * @throws IOException when a picture cannot be read
	 */
	public static LabelledPictures read(final List<PictureFolder.Labelled> pictures, final List<String> classes,
		final Shape input, final long limit, final Progress progress) throws IOException
	{
		final LabelledPictures read = new LabelledPictures(pictures, classes, input);
		read.decode(limit, progress);
		return read;
	}

	/**
	 * Reads further pictures of this set's classes, such as those for validation.
	 *
	 * @param folder a folder with one subfolder per class; classes may be missing
	 * @param limit maximum size in bytes of the cached pictures
	 * @param progress receives the number of pictures read; if cancelled, the others are decoded later
	 * @throws IOException if a picture cannot be read, or is in no subfolder or in one that does not match a class
	 */
	public LabelledPictures readMore(final Path folder, final long limit, final Progress progress) throws IOException {
		final PictureFolder pictures = PictureFolder.list(folder);
		for (final String name : pictures.classes())
			if (!classes.contains(name)) throw new IOException("Subfolder '" + name + "' of folder '" + folder +
				"' does not match a class of the training pictures; accepted names: " + String.join(", ", classes));
		final LabelledPictures read = new LabelledPictures(pictures.labelled(), classes, input);
		read.decode(limit, progress);
		return read;
	}

	private void decode(final long limit, final Progress progress) throws IOException {
		progress.message("Reading " + size() + " pictures");
		final AtomicLong bytes = new AtomicLong();
		final ExecutorService threads = WorkerThreads.named("ZFNet reading", Runtime.getRuntime().availableProcessors());
		try {
			final List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < size(); i++) {
				final int index = i;
				all.add(threads.submit(() -> {
					if (bytes.get() >= limit || progress.isCancelled()) return null;
					final StoredPicture picture = decode(index);
					if (bytes.addAndGet(picture.rgb().length) <= limit) stored[index] = picture;
					return null;
				}));
			}
			for (int i = 0; i < all.size(); i++) {
				WorkerThreads.result(all.get(i), "Reading the pictures");
				progress.steps(i + 1L, all.size());
			}
		}
		catch (final UncheckedIOException exc) {
			throw exc.getCause();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private StoredPicture decode(final int index) throws IOException {
		return StoredPicture.of(Picture.open(files.get(index)), input);
	}

	/** A picture. */
	StoredPicture picture(final int index) throws IOException {
		final StoredPicture kept = stored[index];
		return kept == null ? decode(index) : kept;
	}

	/** Number of pictures. */
	public int size() {
		return labels.length;
	}

	/** The class of a picture. */
	public int label(final int index) {
		return labels[index];
	}

	/** Names of the classes, sorted. */
	public List<String> classes() {
		return classes;
	}

	/** Shape of the network's input for which the pictures are scaled. */
	public Shape input() {
		return input;
	}

	/** Number of pictures of each class. */
	public int[] counts() {
		final int[] counts = new int[classes.size()];
		for (final int label : labels)
			counts[label]++;
		return counts;
	}

	/** One sentence on how the pictures are distributed over the classes. */
	public String balance() {
		final int[] counts = counts();
		int least = 0;
		int most = 0;
		for (int c = 1; c < counts.length; c++) {
			if (counts[c] < counts[least]) least = c;
			if (counts[c] > counts[most]) most = c;
		}
		if (counts[least] == counts[most]) return "All " + counts.length + " classes have " + counts[most] + " pictures.";
		return "Of " + counts.length + " classes, '" + classes.get(least) + "' has the fewest pictures (" + counts[least] +
			") and '" + classes.get(most) + "' the most (" + counts[most] + ").";
	}
}

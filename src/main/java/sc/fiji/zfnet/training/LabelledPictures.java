package sc.fiji.zfnet.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import sc.fiji.zfnet.picture.InputChannels;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.concurrent.WorkerThreads;

/**
 * The pictures of a folder with one subfolder per class, scaled for a network's input. They are decoded once and cached as
 * bytes as long as they fit into a limit; those beyond it are decoded whenever they are asked for. Files that cannot be
 * read are left out and listed. Safe for several threads.
 */
public final class LabelledPictures {

	/** Default limit of the cached pictures in bytes: a quarter of Java's maximum memory. */
	public static final long USUAL_LIMIT = Runtime.getRuntime().maxMemory() / 4;

	private final List<Path> files = new ArrayList<>();
	private int[] labels;
	private final List<String> classes;
	private final Shape input;
	private StoredPicture[] stored;
	private String fingerprint;
	private final Map<Path, String> skipped = new LinkedHashMap<>();

	private LabelledPictures(final List<PictureFolder.Labelled> pictures, final List<String> classes, final Shape input) {
		this.classes = List.copyOf(classes);
		this.input = input;
		labels = new int[pictures.size()];
		stored = new StoredPicture[pictures.size()];
		for (final PictureFolder.Labelled picture : pictures) {
			labels[files.size()] = classes.indexOf(picture.className());
			files.add(picture.picture().file());
		}
	}

	/**
	 * Reads a training set; its subfolders, sorted by name, are the classes.
	 *
	 * @param folder the folder
	 * @param input shape of the network's input
	 * @param limit maximum size in bytes of the cached pictures
	 * @param progress receives the number of pictures read; if cancelled, the others are decoded later
	 * @throws IOException when no picture of a class can be read or one is in no subfolder, or there are fewer than two classes
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
	 * @throws IOException when no picture of a class can be read
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
	 * @throws IOException when no picture of a class can be read, or one is in no subfolder or in one that is none of the classes
	 */
	public LabelledPictures readMore(final Path folder, final long limit, final Progress progress) throws IOException {
		final PictureFolder pictures = PictureFolder.list(folder);
		final List<PictureFolder.Labelled> labelled = new ArrayList<>();
		for (final PictureFolder.Labelled picture : pictures.labelled())
			labelled.add(new PictureFolder.Labelled(picture.picture(), known(folder, picture.className())));
		final LabelledPictures read = new LabelledPictures(labelled, classes, input);
		read.decode(limit, progress);
		return read;
	}

	/** The class that a subfolder is of; upper or lower case does not matter, as elsewhere. */
	private String known(final Path folder, final String name) throws IOException {
		if (classes.contains(name)) return name;
		return classes.stream().filter(name::equalsIgnoreCase).findFirst().orElseThrow(() -> new IOException("Subfolder '" +
			name + "' of folder '" + folder + "' does not match a class of the training pictures; accepted names: " + String.join(
				", ", classes)));
	}

	private void decode(final long limit, final Progress progress) throws IOException {
		progress.message("Reading " + size() + " pictures");
		final AtomicLong bytes = new AtomicLong();
		final ExecutorService threads = WorkerThreads.named("ZFNet reading", Runtime.getRuntime().availableProcessors());
		try {
			final List<Future<String>> all = new ArrayList<>();
			for (int i = 0; i < size(); i++) {
				final int index = i;
				all.add(threads.submit(() -> {
					if (progress.isCancelled()) return null;
					try {
						// Those beyond the limit, too: what cannot be read is to be known before long work.
						final StoredPicture picture = decode(index);
						if (bytes.get() < limit && bytes.addAndGet(picture.values().length) <= limit) stored[index] = picture;
						return null;
					}
					catch (final IOException | IllegalArgumentException exc) {
						return String.valueOf(exc.getMessage());
					}
				}));
			}
			for (int i = 0; i < all.size(); i++) {
				final String reason = WorkerThreads.result(all.get(i), "Reading the pictures");
				if (reason != null) skipped.put(files.get(i), reason);
				progress.steps(i + 1L, all.size());
			}
		}
		catch (final UncheckedIOException exc) {
			throw exc.getCause();
		}
		finally {
			threads.shutdownNow();
		}
		if (!skipped.isEmpty()) leaveOut();
	}

	/** Leaves out the pictures that could not be read. */
	private void leaveOut() throws IOException {
		final int[] left = IntStream.range(0, size()).filter(i -> !skipped.containsKey(files.get(i))).toArray();
		final int[] before = counts();
		final List<Path> kept = IntStream.of(left).mapToObj(files::get).toList();
		stored = IntStream.of(left).mapToObj(i -> stored[i]).toArray(StoredPicture[]::new);
		labels = IntStream.of(left).map(i -> labels[i]).toArray();
		files.clear();
		files.addAll(kept);
		final int[] now = counts();
		for (int c = 0; c < now.length; c++)
			if (now[c] == 0 && before[c] > 0) throw new IOException("No picture of the class '" + classes.get(c) +
				"' can be read; the first is skipped for this: " + skipped.values().iterator().next());
	}

	private StoredPicture decode(final int index) throws IOException {
		return StoredPicture.of(Picture.open(files.get(index), InputChannels.of(input, false)), input);
	}

	/** A picture. */
	StoredPicture picture(final int index) throws IOException {
		final StoredPicture kept = stored[index];
		return kept == null ? decode(index) : kept;
	}

	/** The files that were left out as they cannot be read, with the reasons in sentences. */
	public Map<Path, String> skipped() {
		return Collections.unmodifiableMap(skipped);
	}

	/**
	 * Number of pictures and a checksum of their classes, names and contents; the folder itself may move.
	 *
	 * @throws IOException when a file cannot be read any more
	 */
	synchronized String fingerprint() throws IOException {
		if (fingerprint != null) return fingerprint;
		final CRC32C checksum = new CRC32C();
		for (int i = 0; i < size(); i++) {
			checksum.update((classes.get(labels[i]) + "/" + files.get(i).getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
			checksum.update(Files.readAllBytes(files.get(i)));
		}
		return fingerprint = String.format(Locale.ROOT, "%d with checksum %08x", size(), checksum.getValue());
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

package sc.fiji.zfnet.picture;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The picture files of a folder and its subfolders, sorted by their path inside the folder (with {@code /} between its
 * parts, upper case before lower case). Picture files are recognised by their extension, in upper or lower case: see
 * {@link #EXTENSIONS}. Hidden files and folders are skipped.
 */
public final class PictureFolder {

	/** Extensions of picture files. */
	public static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp", "dcm", "dicom",
		"pgm", "ppm", "pbm", "fits", "fit");

	/**
	 * A picture of a data set.
	 *
	 * @param picture the picture
	 * @param className name of its class
	 */
	public record Labelled(PictureFile picture, String className) {}

	private final Path folder;
	private final List<Path> files;

	private PictureFolder(final Path folder, final List<Path> files) {
		this.folder = folder;
		this.files = files;
	}

	/**
	 * Lists a folder.
	 *
	 * @throws IOException when it is missing, cannot be read, or holds no picture
	 */
	public static PictureFolder list(final Path folder) throws IOException {
		if (!Files.exists(folder)) throw new IOException("Folder '" + folder +
			"' does not exist; a folder of pictures is accepted");
		if (!Files.isDirectory(folder)) throw new IOException("'" + folder + "' is a file; a folder is accepted");
		final List<Path> files = new ArrayList<>();
		try {
			Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Collector(folder,
				files));
		}
		catch (final IOException e) {
			throw new IOException("Folder '" + folder + "' cannot be read through: " + e.getMessage() +
				"; one whose files and subfolders can all be read is accepted", e);
		}
		if (files.isEmpty()) throw new IOException("Folder '" + folder + "' holds no picture; files ending in " + String
			.join(", ", EXTENSIONS.stream().sorted().toList()) + " are accepted");
		// Sorted by names that are computed once, not in every comparison.
		final Map<String, Path> sorted = new TreeMap<>();
		for (final Path file : files)
			sorted.put(relative(folder, file), file);
		return new PictureFolder(folder, List.copyOf(sorted.values()));
	}

	/** The folder itself. */
	public Path folder() {
		return folder;
	}

	/** All pictures, sorted. */
	public List<Path> files() {
		return files;
	}

	/** All pictures, sorted, each under its path inside the folder. */
	public List<PictureFile> pictures() {
		return files.stream().map(file -> new PictureFile(relative(file), file)).toList();
	}

	/** The path of a picture inside the folder, with {@code /} between its parts. */
	public String relative(final Path file) {
		return relative(folder, file);
	}

	/**
	 * All pictures, sorted, with their classes: the class is the subfolder of this folder that a picture is in, however
	 * deep ({@code folder/class/images/picture.jpg}).
	 *
	 * @throws IOException when a picture is in no subfolder
	 */
	public List<Labelled> labelled() throws IOException {
		final List<Labelled> labelled = new ArrayList<>();
		for (final Path file : files) {
			final Path inside = folder.relativize(file);
			if (inside.getNameCount() < 2) throw new IOException("Picture '" + inside + "' of folder '" + folder +
				"' has no class; one subfolder of pictures per class is required");
			labelled.add(new Labelled(new PictureFile(relative(file), file), inside.getName(0).toString()));
		}
		return labelled;
	}

	/**
	 * Names of the classes that have pictures, sorted.
	 *
	 * @throws IOException when a picture is in no subfolder
	 */
	public List<String> classes() throws IOException {
		return labelled().stream().map(Labelled::className).distinct().sorted().toList();
	}

	private static String relative(final Path folder, final Path file) {
		return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
	}

	private static boolean isPicture(final Path file) {
		final String name = file.getFileName().toString();
		return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) && name.indexOf(
			'.') > 0;
	}

	private static boolean isHidden(final Path file) throws IOException {
		return file.getFileName().toString().startsWith(".") || Files.isHidden(file);
	}

	private static final class Collector extends SimpleFileVisitor<Path> {

		private final Path folder;
		private final List<Path> files;

		private Collector(final Path folder, final List<Path> files) {
			this.folder = folder;
			this.files = files;
		}

		@Override
		public FileVisitResult preVisitDirectory(final Path directory, final BasicFileAttributes attributes)
			throws IOException
		{
			return !directory.equals(folder) && isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
			// A broken link with the name of a picture is listed as a picture that cannot be read.
			if ((attributes.isRegularFile() || attributes.isSymbolicLink()) && isPicture(file) && !isHidden(file)) files.add(file);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFileFailed(final Path file, final IOException failure) throws IOException {
			if (!Files.isSymbolicLink(file) || file.equals(folder)) throw failure;
			if (isPicture(file) && !isHidden(file)) files.add(file);
			return FileVisitResult.CONTINUE;
		}
	}
}

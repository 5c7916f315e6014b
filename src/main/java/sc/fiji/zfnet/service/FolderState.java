package sc.fiji.zfnet.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.zfnet.model.ModelFolder;

/**
 * What the files of a model folder are, to tell whether one was replaced or edited. Checkpoints are left out: they are no
 * part of the loaded model.
 *
 * @param folder the folder
 * @param files size and time of each file, by its path in the folder
 */
record FolderState(Path folder, SortedMap<String, FileState> files) {

	/** Weights may be in a folder of their own, but not far below. */
	private static final int DEPTH = 3;

	record FileState(long size, FileTime written) {}

	/**
	 * Looks at a folder's files.
	 *
	 * @throws IOException when they cannot be listed
	 */
	static FolderState of(final Path folder) throws IOException {
		final Path root = folder.toAbsolutePath().normalize();
		final SortedMap<String, FileState> files = new TreeMap<>();
		try (Stream<Path> all = Files.walk(root, DEPTH)) {
			for (final Path file : all.filter(path -> isPart(root, path)).toList())
				files.put(root.relativize(file).toString(), new FileState(Files.size(file), Files.getLastModifiedTime(file)));
		}
		return new FolderState(root, files);
	}

	private static boolean isPart(final Path root, final Path file) {
		return Files.isRegularFile(file) && !file.startsWith(root.resolve(ModelFolder.CHECKPOINTS));
	}
}

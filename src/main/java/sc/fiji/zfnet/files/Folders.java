package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that are put together and taken away as a whole. */
public final class Folders {

	private Folders() {}

	/**
	 * Deletes a folder with all that is in it.
	 *
	 * @throws IOException when something in it cannot be deleted
	 */
	public static void delete(final Path folder) throws IOException {
		final List<Path> contents;
		try (Stream<Path> walk = Files.walk(folder)) {
			contents = walk.sorted(Comparator.reverseOrder()).toList();
		}
		for (final Path path : contents)
			Files.delete(path);
	}

	/**
	 * Deletes a folder if nothing is in it.
	 *
	 * @throws IOException when it is empty and cannot be deleted
	 */
	public static void deleteIfEmpty(final Path folder) throws IOException {
		try {
			Files.deleteIfExists(folder);
		}
		catch (final DirectoryNotEmptyException exc) {
			// It holds what is complete.
		}
	}
}

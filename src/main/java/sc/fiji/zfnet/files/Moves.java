package sc.fiji.zfnet.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Moves of files and folders within a file system, each of which happens at once or not at all. */
final class Moves {

	/** What happens after each move: nothing, but where a test waits there to be killed. */
	static volatile Runnable after = () -> {};

	private Moves() {}

	/**
	 * Moves a file over an older one, or a folder to where none is.
	 *
	 * @throws IOException when it cannot be moved; all is as it was then
	 */
	static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final AtomicMoveNotSupportedException exc) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
		after.run();
	}
}

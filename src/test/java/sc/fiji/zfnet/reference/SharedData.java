package sc.fiji.zfnet.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The data beside the project, which some machines lack. */
public final class SharedData {

	private static final Path ROOT = Path.of("..", "shared", "data").toAbsolutePath().normalize();

	private SharedData() {}

	/** A file or folder of it; the test is skipped with a message where it is missing. */
	public static Path path(final String relative) {
		final Path path = ROOT.resolve(relative);
		assumeTrue(Files.exists(path), "Skipped, as the data beside the project is missing: " + relative);
		return path;
	}
}

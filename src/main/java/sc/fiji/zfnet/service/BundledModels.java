package sc.fiji.zfnet.service;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The models that are bundled with the plugin: the folder {@code models} of its own classes, inside the jar if they are in one. */
final class BundledModels {

	/** The jar stays open as long as Java runs, since models are read from it when they are wanted. */
	private static final Optional<Path> FOLDER = find();

	private BundledModels() {}

	/** Their folder; empty if the plugin was not loaded from a file. */
	static Optional<Path> folder() {
		return FOLDER;
	}

	private static Optional<Path> find() {
		try {
			final Path classes = Path.of(BundledModels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			final Path root = Files.isDirectory(classes) ? classes : FileSystems.newFileSystem(classes).getPath("/");
			return Optional.of(root.resolve("models")).filter(Files::isDirectory);
		}
		catch (final URISyntaxException | IOException | IllegalArgumentException exc) {
			return Optional.empty();
		}
	}
}

package sc.fiji.zfnet.service;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.IJ;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.tensorflow.EngineOptions.Precision;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.EngineOptions.DeviceChoice;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** The installed models, and the model in use, which stays loaded until another one is needed. */
public final class Models {

	/** The model that is used if none is named. */
	public static final String DEFAULT = "zfnet-tiny";

	private static Loaded current;
	private static Optional<Path> bundled;

	private Models() {}

	/** Where models are stored: the user's own first, then the bundled ones. */
	public static ModelStore store() {
		final List<Path> roots = new ArrayList<>();
		roots.add(Settings.load().models().orElseGet(Models::installedFolder));
		bundledFolder().ifPresent(roots::add);
		return new ModelStore(roots);
	}

	private static Path installedFolder() {
		final String imagej = IJ.getDirectory("imagej");
		return Path.of(imagej == null ? System.getProperty("user.dir") : imagej, "models", "zfnet");
	}

	/** The bundled folder {@code models}, read inside the plugin's jar if there is one. */
	private static synchronized Optional<Path> bundledFolder() {
		if (bundled == null) bundled = findBundledFolder();
		return bundled;
	}

	private static Optional<Path> findBundledFolder() {
		try {
			final Path classes = Path.of(Models.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			// The jar stays open as long as ImageJ runs, because models are read from it on demand.
			final Path root = Files.isDirectory(classes) ? classes : FileSystems.newFileSystem(classes).getPath("/");
			return Optional.of(root.resolve("models")).filter(Files::isDirectory);
		}
		catch (final URISyntaxException | IOException | IllegalArgumentException exc) {
			return Optional.empty(); // not loaded from a file, so there are no bundled models
		}
	}

	/** Names of the installed models; empty if they cannot be listed. */
	public static List<String> names() {
		try {
			return store().list();
		}
		catch (final IOException exc) {
			return List.of();
		}
	}

	/**
	 * Opens a model's folder.
	 *
	 * @param model an installed model's name, the path of a model folder, or blank for the default
	 * @throws IllegalArgumentException if there is no such model
	 * @throws IOException if it cannot be read
	 */
	public static ModelFolder folder(final String model) throws IOException {
		return store().find(model == null || model.isBlank() ? DEFAULT : model);
	}

	/**
	 * Loads a model, or uses the one that is loaded. The caller closes the result when done.
	 *
	 * @param model an installed model's name, the path of a model folder, or blank for the default
	 * @throws IllegalArgumentException if there is no such model
	 * @throws IOException if it cannot be read
	 */
	public static ModelUse use(final String model) throws IOException {
		final ModelFolder folder = folder(model);
		final EngineOptions options = engineOptions();
		final Path path = folder.path().toAbsolutePath().normalize();
		final FileTime written = Files.getLastModifiedTime(folder.path().resolve("rdf.yaml"));
		synchronized (Models.class) {
			if (current == null || !current.fits(path, written, options)) {
				release();
				current = new Loaded(path, written, folder, load(folder, options));
			}
			current.users++;
			return new ModelUse(current);
		}
	}

	/** Releases the loaded model; it is freed once nobody uses it any more. */
	public static synchronized void release() {
		if (current == null) return;
		current.wanted = false;
		current.freeIfUnused();
		current = null;
	}

	/**
	 * Loads a model for the caller alone, who must close it.
	 *
	 * @param folder the model's folder
	 * @throws IOException if it cannot be read
	 */
	public static Classifier load(final ModelFolder folder) throws IOException {
		return load(folder, engineOptions());
	}

	private static Classifier load(final ModelFolder folder, final EngineOptions options) throws IOException {
		return new Classifier(new NetworkSession(folder.load(), options), folder.preprocessing(), folder.labels());
	}

	/** Engine options according to the user's settings. */
	public static EngineOptions engineOptions() {
		final Settings settings = Settings.load();
		return new EngineOptions(DeviceChoice.valueOf(settings.device().toUpperCase(Locale.ROOT)), settings.threads(), Precision
			.valueOf(settings.precision().toUpperCase(Locale.ROOT)));
	}

	/** A model in memory with the number of its users. */
	static final class Loaded {

		private final Path path;
		private final FileTime written;
		final ModelFolder folder;
		final Classifier classifier;
		private int users;
		private boolean wanted = true;

		private Loaded(final Path path, final FileTime written, final ModelFolder folder, final Classifier classifier) {
			this.path = path;
			this.written = written;
			this.folder = folder;
			this.classifier = classifier;
		}

		private boolean fits(final Path otherPath, final FileTime otherWritten, final EngineOptions options) {
			return path.equals(otherPath) && written.equals(otherWritten) && classifier.session().options().equals(options);
		}

		void done() {
			synchronized (Models.class) {
				users--;
				freeIfUnused();
			}
		}

		private void freeIfUnused() {
			if (!wanted && users == 0) classifier.close();
		}
	}
}

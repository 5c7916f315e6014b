package sc.fiji.zfnet.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.zfnet.files.FolderReplacement;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.onnx.OnnxWriter;

/**
 * The installed models, in several places: the first is writable and holds the user's models, the others hold the bundled
 * ones. A model hides a model of the same name in a later place.
 */
public final class ModelStore {

	/** Leaves room for the characters added to the name of an unfinished folder. */
	private static final int LONGEST_NAME = 200;

	/** Names that Windows reserves for devices, with any extension. */
	private static final Pattern DEVICES = Pattern.compile("(?i)(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\\..*)?");

	private final List<Path> roots;

	/**
	 * Adds files to a model before it is installed.
	 */
	@FunctionalInterface
	public interface Addition {

		/**
		 * @param folder the unfinished model folder
		 * @throws IOException if a file cannot be written; then nothing is installed
		 */
		void addTo(Path folder) throws IOException;
	}

	/**
	 * @param roots folders of models; new models go to the first, which is created if needed
	 * @throws IllegalArgumentException when there are none
	 */
	public ModelStore(final List<Path> roots) {
		this.roots = List.copyOf(roots);
		if (roots.isEmpty()) throw new IllegalArgumentException("There is no model folder; at least one is required");
	}

	/** Folder for the files of an unfinished model between runs. It is not created here, and never taken for a model. */
	public Path unfinished(final String name) {
		return roots.get(0).resolve(".unfinished").resolve(name);
	}

	/** Completes or undoes installations of processes that were killed. */
	private void recover() {
		try {
			FolderReplacement.recover(roots.get(0));
		}
		catch (final IOException exc) {
			// The folder is not writable, so there is nothing to recover.
		}
	}

	/** Names of all installed models, sorted. */
	public List<String> list() throws IOException {
		recover();
		final TreeSet<String> names = new TreeSet<>();
		for (final Path root : roots) {
			if (!Files.isDirectory(root)) continue;
			try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
				for (final Path folder : folders) {
					final String name = folder.getFileName().toString();
					// Names of unfinished folders begin with a dot.
					if (!name.startsWith(".") && ModelFolder.isModel(folder)) names.add(name);
				}
			}
		}
		return List.copyOf(names);
	}

	/**
	 * Opens a model.
	 *
	 * @param nameOrPath an installed model's name, or the path of a model's folder
	 * @throws IllegalArgumentException when there is none
	 * @throws IOException if it cannot be read
	 */
	public ModelFolder find(final String nameOrPath) throws IOException {
		try {
			if (isName(nameOrPath)) {
				recover();
				FolderReplacement.await(roots.get(0), nameOrPath);
			}
			if (isName(nameOrPath)) for (final Path root : roots)
				if (ModelFolder.isModel(root.resolve(nameOrPath))) return ModelFolder.open(root.resolve(nameOrPath));
			if (!nameOrPath.isBlank() && Files.isDirectory(Path.of(nameOrPath))) return ModelFolder.open(Path.of(nameOrPath));
		}
		catch (final InvalidPathException exc) {
			// No file can have such a name.
		}
		final List<String> names = list();
		throw new IllegalArgumentException("There is no model '" + nameOrPath + "'; " + (names.isEmpty()
			? "no model is installed, and the path of a model folder is accepted" : "installed models: " + String.join(", ",
				names)));
	}

	/**
	 * Refuses a name that is not a plain file name or is taken; useful before a long computation.
	 *
	 * @param name the name
	 * @param replace whether an installed model of that name may be replaced
	 * @throws IllegalArgumentException if it is refused
	 */
	public void checkInstall(final String name, final boolean replace) {
		if (!isName(name)) throw new IllegalArgumentException("The model name '" + shown(name) +
			"' cannot be used; a file name of visible characters and spaces is accepted, without / \\ : * ? \" < > |, without " +
			"a dot at the beginning or end, of at most " + LONGEST_NAME + " bytes in UTF-8, and not a device name such as CON");
		if (!replace && isTaken(name)) throw new IllegalArgumentException("A model '" + name +
			"' is already installed; choose another name, or set 'replace'");
	}

	/** Includes the bundled models, because a model of the same name would hide them. */
	private boolean isTaken(final String name) {
		return Files.exists(roots.get(0).resolve(name)) || roots.stream().anyMatch(root -> ModelFolder.isModel(root.resolve(
			name)));
	}

	/** Whether a name is a plain file name on every system, without invisible characters. */
	private static boolean isName(final String name) {
		return !name.isBlank() && name.equals(name.strip()) && !name.startsWith(".") && !name.endsWith(".") && name.getBytes(
			StandardCharsets.UTF_8).length <= LONGEST_NAME && name.codePoints().allMatch(ModelStore::isVisible) && !DEVICES.matcher(
				name).matches();
	}

	private static boolean isVisible(final int character) {
		return character == ' ' || "/\\:*?\"<>|".indexOf(character) < 0 && switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
				Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
			default -> true;
		};
	}

	/** A name for a message, with invisible characters written as their codes. */
	private static String shown(final String name) {
		return name.codePoints().mapToObj(character -> isVisible(character) || character < 0x7f && character >= ' '
			? Character.toString(character) : String.format(Locale.ROOT, "\\u%04X", character)).collect(Collectors.joining());
	}

	/**
	 * Installs a model from an ONNX file.
	 *
	 * @param name name of the new model
	 * @param description description of the model
	 * @param source the ONNX file
	 * @param labels names of the classes, or null to number them
	 * @param replace whether an installed model of that name is replaced
	 * @throws IllegalArgumentException if the name cannot be used or is taken, or the network takes other channels than the description says
	 * @throws IOException if a file cannot be read or written; an older model is then kept
	 */
	public ModelFolder install(final String name, final ModelDescription description, final Path source,
		final Labels labels, final boolean replace) throws IOException
	{
		checkInstall(name, replace);
		return install(name, description, OnnxReader.read(source), labels, replace, folder -> {});
	}

	/**
	 * Installs a model. Its folder is built beside its final place and moved there when complete.
	 *
	 * @param name name of the new model
	 * @param description description of the model
	 * @param trained the network
	 * @param labels names of the classes, or null to number them
	 * @param replace whether an installed model of that name is replaced; it is kept until the new one is complete
	 * @param addition adds further files, such as checkpoints
	 * @throws IllegalArgumentException if the name cannot be used or is taken, or the network takes other channels than the description says
	 * @throws IOException if a file cannot be written, or the number of labels differs from that of classes; an older model
	 *           is then kept
	 */
	public ModelFolder install(final String name, final ModelDescription description, final TrainedNetwork trained,
		final Labels labels, final boolean replace, final Addition addition) throws IOException
	{
		checkInstall(name, replace);
		try (FolderReplacement place = reserve(name)) {
			return install(place, name, description, trained, labels, replace, addition);
		}
	}

	/**
	 * Reserves a name for a model that takes long to make: until the result is closed, no other model can be installed under
	 * it.
	 *
	 * @param name the name
	 * @throws IllegalArgumentException if the name cannot be used
	 * @throws IOException if the model folder is not writable, or another model of that name is being made
	 */
	public FolderReplacement reserve(final String name) throws IOException {
		checkInstall(name, true);
		Files.createDirectories(roots.get(0));
		return FolderReplacement.begin(roots.get(0), name);
	}

	/**
	 * Installs a model under a name that was reserved for it; otherwise like the other method.
	 *
	 * @param place the result of {@link #reserve} for the name
	 */
	public ModelFolder install(final FolderReplacement place, final String name, final ModelDescription description,
		final TrainedNetwork trained, final Labels labels, final boolean replace, final Addition addition) throws IOException
	{
		checkInstall(name, replace);
		description.preprocessing().check(trained.network().inputShape());
		final Labels names = labels == null ? Labels.numbered(trained.network().classes()) : labels;
		ModelFolder.check(trained.network(), names, DescriptionFile.LABELS);
		final Path made = place.made();
		OnnxWriter.write(trained, made.resolve(DescriptionFile.WEIGHTS));
		names.write(made.resolve(DescriptionFile.LABELS));
		new DescriptionFile(description, DescriptionFile.WEIGHTS, ModelFolder.sha256(made.resolve(DescriptionFile.WEIGHTS)),
			DescriptionFile.LABELS).write(made, trained.network());
		addition.addTo(made);
		// Another process may have installed one in the meantime.
		checkInstall(name, replace);
		place.commit();
		return ModelFolder.open(roots.get(0).resolve(name));
	}
}

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
 * The installed models: folders in the first of several places, which can be written to, and those that come along in the
 * others. A model of the same name in an earlier place hides a later one.
 */
public final class ModelStore {

	/** Leaves room for what is put around the name of a folder in the making. */
	private static final int LONGEST_NAME = 200;

	/** Names that Windows keeps for devices, whatever their ending. */
	private static final Pattern DEVICES = Pattern.compile("(?i)(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\\..*)?");

	private final List<Path> roots;

	/**
	 * Adds further files to a model before it is installed.
	 */
	@FunctionalInterface
	public interface Addition {

		/**
		 * @param folder the model's folder while it is being made
		 * @throws IOException when a file cannot be written; then nothing is installed
		 */
		void addTo(Path folder) throws IOException;
	}

	/**
	 * @param roots folders of models; new ones go to the first, which is made when needed
	 * @throws IllegalArgumentException when there are none
	 */
	public ModelStore(final List<Path> roots) {
		this.roots = List.copyOf(roots);
		if (roots.isEmpty()) throw new IllegalArgumentException("There is no folder for models; one is needed");
	}

	/** Where files of a model in the making are kept between runs; not made here, and never taken for a model. */
	public Path unfinished(final String name) {
		return roots.get(0).resolve(".unfinished").resolve(name);
	}

	/** Ends what processes that were killed left of their installations. */
	private void recover() {
		try {
			FolderReplacement.recover(roots.get(0));
		}
		catch (final IOException exc) {
			// The folder cannot be written to, so that there is nothing to end.
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
					// A dot begins the name of a folder in the making.
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
			// No file has such a name.
		}
		final List<String> names = list();
		throw new IllegalArgumentException("There is no model '" + nameOrPath + "'; " + (names.isEmpty()
			? "none is installed, and the path of a model's folder is accepted" : "installed are: " + String.join(", ",
				names)));
	}

	/**
	 * Refuses to install under a name that is no plain file name, or is taken: worth asking before long work.
	 *
	 * @param name the name
	 * @param replace whether an installed model of that name may be replaced
	 * @throws IllegalArgumentException when it is refused
	 */
	public void checkInstall(final String name, final boolean replace) {
		if (!isName(name)) throw new IllegalArgumentException("The model name '" + shown(name) +
			"' cannot be used; a file name of visible characters and spaces but / \\ : * ? \" < > |, not beginning or ending with " +
			"a dot, of at most " + LONGEST_NAME + " bytes in UTF-8 and no name of a device such as CON, is accepted");
		if (!replace && isTaken(name)) throw new IllegalArgumentException("A model '" + name +
			"' is installed already; choose another name, or set replace");
	}

	/** Models that come along count, too: one of the same name would hide them. */
	private boolean isTaken(final String name) {
		return Files.exists(roots.get(0).resolve(name)) || roots.stream().anyMatch(root -> ModelFolder.isModel(root.resolve(
			name)));
	}

	/** Names that are plain file names on every system and look like what they are. */
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

	/** A name in a message, with what cannot be seen written as its code. */
	private static String shown(final String name) {
		return name.codePoints().mapToObj(character -> isVisible(character) || character < 0x7f && character >= ' '
			? Character.toString(character) : String.format(Locale.ROOT, "\\u%04X", character)).collect(Collectors.joining());
	}

	/**
	 * Installs a model from an ONNX file.
	 *
	 * @param name name of the new model
	 * @param description what is known of it
	 * @param source the ONNX file
	 * @param labels names of its classes, or null for numbers
	 * @param replace whether an installed model of that name is replaced
	 * @throws IllegalArgumentException when the name cannot be used or is taken, or the network is not one for pictures
	 * @throws IOException when a file cannot be read or written; an older model is kept then
	 */
	public ModelFolder install(final String name, final ModelDescription description, final Path source,
		final Labels labels, final boolean replace) throws IOException
	{
		checkInstall(name, replace);
		return install(name, description, OnnxReader.read(source), labels, replace, folder -> {});
	}

	/**
	 * Installs a model. It is put together beside its place and moved there when complete.
	 *
	 * @param name name of the new model
	 * @param description what is known of it
	 * @param trained the network
	 * @param labels names of its classes, or null for numbers
	 * @param replace whether an installed model of that name is replaced; it stays until the new one is complete
	 * @param addition adds further files, such as checkpoints
	 * @throws IllegalArgumentException when the name cannot be used or is taken, or the network is not one for pictures
	 * @throws IOException when a file cannot be written, or there are more or fewer labels than classes; an older model is
	 *           kept then
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
	 * Keeps a name for a model that takes long to make: until this is closed, no other one can be installed under it.
	 *
	 * @param name the name
	 * @throws IllegalArgumentException when the name cannot be used
	 * @throws IOException when the folder of models cannot be written to, or another model of that name is being made
	 */
	public FolderReplacement reserve(final String name) throws IOException {
		checkInstall(name, true);
		Files.createDirectories(roots.get(0));
		return FolderReplacement.begin(roots.get(0), name);
	}

	/**
	 * Installs a model under a name that was kept for it; see the method without.
	 *
	 * @param place what {@link #reserve} gave for the name
	 */
	public ModelFolder install(final FolderReplacement place, final String name, final ModelDescription description,
		final TrainedNetwork trained, final Labels labels, final boolean replace, final Addition addition) throws IOException
	{
		checkInstall(name, replace);
		if (trained.network().inputShape().channels() != 3) throw new IllegalArgumentException("The network's input is " +
			trained.network().inputShape() + "; 3 channels are accepted");
		final Labels names = labels == null ? Labels.numbered(trained.network().classes()) : labels;
		ModelFolder.check(trained.network(), names, DescriptionFile.LABELS);
		final Path made = place.made();
		OnnxWriter.write(trained, made.resolve(DescriptionFile.WEIGHTS));
		names.write(made.resolve(DescriptionFile.LABELS));
		new DescriptionFile(description, DescriptionFile.WEIGHTS, ModelFolder.sha256(made.resolve(DescriptionFile.WEIGHTS)),
			DescriptionFile.LABELS).write(made, trained.network());
		addition.addTo(made);
		// Another process may have installed one meanwhile.
		checkInstall(name, replace);
		place.commit();
		return ModelFolder.open(roots.get(0).resolve(name));
	}
}

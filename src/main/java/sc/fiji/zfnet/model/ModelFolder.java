package sc.fiji.zfnet.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;

/**
 * A model on disk: {@code rdf.yaml}, weights as ONNX, {@code labels.txt}, and {@code checkpoints/} if it was trained with
 * this plugin.
 */
public final class ModelFolder {

	/** Name of the folder of checkpoints in a model's folder. */
	public static final String CHECKPOINTS = "checkpoints";

	private static final Pattern CHECKPOINT = Pattern.compile("epoch-(\\d{1,9})\\.onnx");

	private final Path path;
	private final DescriptionFile file;
	private final Labels labels;
	private Network network;

	private ModelFolder(final Path path, final DescriptionFile file, final Labels labels) {
		this.path = path;
		this.file = file;
		this.labels = labels;
	}

	/**
	 * Opens a model folder without reading the weights.
	 *
	 * @throws IOException if it is not a model folder, or its description or labels cannot be read
	 */
	public static ModelFolder open(final Path path) throws IOException {
		final DescriptionFile file = DescriptionFile.read(path);
		return new ModelFolder(path, file, Labels.read(path.resolve(file.labels())));
	}

	/** Whether a folder looks like a model folder. */
	static boolean isModel(final Path path) {
		return Files.isRegularFile(path.resolve(DescriptionFile.NAME));
	}

	/** The folder. */
	public Path path() {
		return path;
	}

	/** The folder's name, by which an installed model is found. */
	public String name() {
		return String.valueOf(path.toAbsolutePath().normalize().getFileName());
	}

	/** The content of the model's {@code rdf.yaml}. */
	public ModelDescription description() {
		return file.description();
	}

	/** Names of the classes. */
	public Labels labels() {
		return labels;
	}

	/** The preprocessing of pictures. */
	public Preprocessing preprocessing() {
		return file.description().preprocessing();
	}

	/**
	 * Reads the network and its weights from disk.
	 *
	 * @throws IOException if the weights are missing or damaged, or the number of labels differs from that of classes
	 */
	public TrainedNetwork load() throws IOException {
		final Path weights = path.resolve(file.weights());
		if (Files.isRegularFile(weights) && !file.sha256().isEmpty() && !file.sha256().toLowerCase(Locale.ROOT).equals(sha256(
			weights))) throw new IOException("The weights '" + weights +
				"' are damaged: their checksum differs from the one in " + DescriptionFile.NAME);
		return remember(OnnxReader.read(weights));
	}

	/** The network without weights; read once and then cached. */
	public synchronized Network network() throws IOException {
		if (network == null) load();
		return network;
	}

	private synchronized TrainedNetwork remember(final TrainedNetwork trained) throws IOException {
		check(trained.network(), labels, path.resolve(file.labels()).toString());
		network = trained.network();
		return trained;
	}

	/** Refuses labels whose number differs from that of the network's classes. */
	static void check(final Network network, final Labels labels, final String file) throws IOException {
		if (labels.count() != network.classes()) throw new IOException(file + " has " + labels.count() +
			" classes; the network has " + network.classes());
	}

	/** Whether a file is a checkpoint, by its name. */
	public static boolean isCheckpoint(final Path file) {
		return CHECKPOINT.matcher(file.getFileName().toString()).matches();
	}

	/** The file name of an epoch's checkpoint: {@code epoch-007.onnx}. */
	public static String checkpointName(final int epoch) {
		return String.format(Locale.ROOT, "epoch-%03d.onnx", epoch);
	}

	/** Checkpoint files by epoch; empty if there are none. */
	public SortedMap<Integer, Path> checkpoints() throws IOException {
		final SortedMap<Integer, Path> checkpoints = new TreeMap<>();
		final Path folder = path.resolve(CHECKPOINTS);
		if (!Files.isDirectory(folder)) return checkpoints;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
			for (final Path checkpoint : files) {
				final Matcher matcher = CHECKPOINT.matcher(checkpoint.getFileName().toString());
				if (matcher.matches()) checkpoints.put(Integer.valueOf(matcher.group(1)), checkpoint);
			}
		}
		return checkpoints;
	}

	/**
	 * Reads the checkpoint of an epoch.
	 *
	 * @throws IllegalArgumentException when there is none
	 * @throws IOException if it cannot be read
	 */
	public TrainedNetwork loadCheckpoint(final int epoch) throws IOException {
		final SortedMap<Integer, Path> checkpoints = checkpoints();
		if (!checkpoints.containsKey(epoch)) throw new IllegalArgumentException("The model '" + name() +
			"' has no checkpoint of epoch " + epoch + "; " + (checkpoints.isEmpty() ? "it has none" : "it has those of epochs " +
				checkpoints.keySet()));
		return OnnxReader.read(checkpoints.get(epoch));
	}

	/** SHA-256 of a file in hexadecimal. */
	static String sha256(final Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file)) {
			final MessageDigest digest = MessageDigest.getInstance("SHA-256");
			new DigestInputStream(stream, digest).transferTo(OutputStream.nullOutputStream());
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java platform has SHA-256", exc);
		}
	}
}

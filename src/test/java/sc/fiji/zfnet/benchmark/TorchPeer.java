package sc.fiji.zfnet.benchmark;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;

/**
 * PyTorch in its own process, which lives as long as this object and receives one command per line. The interpreter is
 * Debian's, or the one that the system property {@code python} names.
 */
final class TorchPeer implements AutoCloseable {

	private final Process process;
	private final Writer commands;
	private final BufferedReader answers;
	private final Path folder;
	private final String version;

	private TorchPeer(final Process process) throws IOException {
		this.process = process;
		commands = process.outputWriter(StandardCharsets.UTF_8);
		answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		version = answer("torch");
		folder = Files.createTempDirectory("torch");
	}

	/**
	 * Starts it.
	 *
	 * @return empty, with the reason on the screen, where PyTorch is not installed
	 */
	static Optional<TorchPeer> start() throws IOException {
		final Path script = Files.createTempFile("torch_peer", ".py");
		Process process = null;
		try {
			try (var source = TorchPeer.class.getResourceAsStream("torch_peer.py")) {
				Files.write(script, source.readAllBytes());
			}
			process = new ProcessBuilder(System.getProperty("python", "/usr/bin/python3"), script.toString(), Integer.toString(
				Peers.THREADS), Peers.DEVICE.name().toLowerCase(Locale.ROOT)).redirectError(ProcessBuilder.Redirect.INHERIT)
					.start();
			return Optional.of(new TorchPeer(process));
		}
		catch (final IOException exc) {
			if (process != null) process.destroy();
			System.err.println("Without PyTorch (Debian's python3-torch), as it cannot be started: " + exc.getMessage());
			return Optional.empty();
		}
		finally {
			Files.delete(script);
		}
	}

	/** Its version. */
	String version() {
		return version;
	}

	/** Takes a network. */
	void load(final TrainedNetwork trained) throws IOException {
		final Path description = folder.resolve("network.txt");
		final Path weights = folder.resolve("weights");
		Files.write(description, describe(trained));
		try (OutputStream file = Files.newOutputStream(weights);
			DataOutputStream numbers = new DataOutputStream(new BufferedOutputStream(file, 1 << 20)))
		{
			for (final Node node : trained.network().nodes()) {
				if (!node.hasWeights()) continue;
				final LayerWeights values = trained.weights().of(node.name());
				write(numbers, values.kernel());
				write(numbers, values.bias());
			}
		}
		command("load", description, weights);
		Files.delete(weights);
	}

	private static void write(final DataOutputStream numbers, final float[] values) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		numbers.write(bytes.array());
	}

	private static List<String> describe(final TrainedNetwork trained) {
		final Shape shape = trained.network().inputShape();
		return Stream.concat(Stream.of("%s\tinput\t\t%d\t%d\t%d".formatted(trained.network().inputName(), shape.channels(), shape
			.height(), shape.width())), trained.network().nodes().stream().map(node -> node.name() + "\t" + TorchLayers.describe(
				node).replaceFirst("\t|$", "\t" + String.join(",", node.inputs()) + "$0"))).toList();
	}

	/** Seconds of a forward pass. */
	double forward(final int pictures) throws IOException {
		return Double.parseDouble(command("forward", pictures));
	}

	/** Seconds of projecting the strongest maps of a layer, a forward and a backward pass for each. */
	double project(final String layer, final int maps) throws IOException {
		return Double.parseDouble(command("project", layer, maps));
	}

	/** Seconds of projecting the strongest maps of a layer, a backward pass for each. */
	double projectAfterOneForwardPass(final String layer, final int maps) throws IOException {
		return Double.parseDouble(command("backward", layer, maps));
	}

	/** Seconds of a step of training. */
	double train(final int pictures) throws IOException {
		return Double.parseDouble(command("train", pictures));
	}

	/** The network's answers. */
	Batch answers(final Batch pictures, final Shape output) throws IOException {
		final Path target = folder.resolve("answers");
		command("answers", write(pictures), target);
		return ChannelsFirst.batch(Files.readAllBytes(target), output);
	}

	/** The projection of one unit of a single picture. */
	Batch projection(final Batch picture, final String layer, final int map, final int y, final int x) throws IOException {
		final Path target = folder.resolve("projection");
		command("projection", write(picture), layer, map, y, x, target);
		return ChannelsFirst.batch(Files.readAllBytes(target), picture.shape());
	}

	private Path write(final Batch pictures) throws IOException {
		final ByteBuffer bytes = ChannelsFirst.bytes(pictures);
		final byte[] all = new byte[bytes.capacity()];
		bytes.get(all);
		return Files.write(folder.resolve("pictures"), all);
	}

	private String command(final Object... words) throws IOException {
		commands.write(String.join("\t", Stream.of(words).map(Object::toString).toList()) + "\n");
		commands.flush();
		return answer("done");
	}

	private String answer(final String expected) throws IOException {
		final String line = answers.readLine();
		if (line == null) throw new IOException("PyTorch's process ended");
		if (!line.startsWith(expected + " ")) throw new IOException("PyTorch says: " + line);
		return line.substring(expected.length() + 1);
	}

	@Override
	public void close() throws IOException {
		commands.write("quit\n");
		commands.close();
		process.destroy();
		try (Stream<Path> files = Files.list(folder)) {
			files.forEach(TorchPeer::delete);
		}
		Files.delete(folder);
	}

	private static void delete(final Path file) {
		try {
			Files.delete(file);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}

package sc.fiji.zfnet.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import sc.fiji.zfnet.model.Scale;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.tensorflow.TrainingState;

/**
 * The state of a training run after a complete epoch, on disk. All random numbers follow from the seed, the epoch and the
 * step, so these also are the state of the random numbers.
 *
 * @param seed the recipe's seed
 * @param conditions everything else that determines the weights
 * @param changes how the conditions were changed when training was resumed, in words
 * @param classes names of the classes
 * @param preprocessing preprocessing of pictures
 * @param history the epochs so far
 * @param state weights, momenta and steps
 */
record TrainingFile(long seed, TrainingConditions conditions, List<String> changes, List<String> classes,
	Preprocessing preprocessing, List<Epoch> history, TrainingState state)
{

	/** The file's name. */
	static final String NAME = "latest.training";

	private static final int MAGIC = 0x5A464E32;

	/** The state after further epochs. */
	TrainingFile after(final List<Epoch> epochs, final TrainingState reached) {
		return new TrainingFile(seed, conditions, changes, classes, preprocessing, List.copyOf(epochs), reached);
	}

	/**
	 * The state from which a training run is resumed.
	 *
	 * @param recipe the recipe of the run that resumes it; it may have more epochs
	 * @param now the conditions of that run
	 * @param accepted whether these may differ, except for the architecture; differences are added to the changes
	 * @throws IllegalArgumentException if it may not be resumed so
	 */
	TrainingFile resumed(final Recipe recipe, final TrainingConditions now, final boolean accepted) {
		final int epochs = history.size();
		if (seed != recipe.seed()) throw new IllegalArgumentException("The seed is " + recipe.seed() +
			"; the interrupted training run used " + seed + ", which is the only accepted value");
		if (epochs > recipe.epochs()) throw new IllegalArgumentException("The number of epochs is " + recipe.epochs() +
			"; the interrupted training run already has " + epochs + ", and this number or more is accepted");
		final List<TrainingConditions.Difference> differences = conditions.differences(now);
		if (differences.isEmpty()) return this;
		if (!conditions.hasArchitectureOf(now)) throw new IllegalArgumentException(
			"The interrupted training run has another architecture; it can only be resumed with the same one");
		if (!accepted) throw new IllegalArgumentException("The interrupted training run used " + differences.stream()
			.map(one -> one.name() + " " + one.before() + " (now " + one.now() + ")")
			.collect(Collectors.joining(", ")) + "; the same values are accepted, or the key 'changed' to resume with the new ones");
		final List<String> all = new ArrayList<>(changes);
		for (final TrainingConditions.Difference one : differences)
			all.add(one.name() + " " + one.before() + " until epoch " + epochs + ", then " + one.now());
		return new TrainingFile(seed, now, List.copyOf(all), classes, preprocessing, history, state);
	}

	/** Writes it. */
	void write(final Path file, final Network network) throws IOException {
		try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
			write(out, network);
		}
	}

	private void write(final DataOutputStream out, final Network network) throws IOException {
		out.writeInt(MAGIC);
		out.writeUTF(signature(network));
		out.writeLong(seed);
		conditions.write(out);
		write(out, changes);
		write(out, classes);
		for (int c = 0; c < preprocessing.channels(); c++) {
			out.writeDouble(preprocessing.mean().get(c));
			out.writeDouble(preprocessing.std().get(c));
		}
		out.writeInt(history.size());
		for (final Epoch epoch : history) {
			out.writeInt(epoch.number());
			for (final double value : new double[] { epoch.seconds(), epoch.rate(), epoch.trainLoss(), epoch.trainTop1(), epoch
				.validationLoss(), epoch.validationTop1(), epoch.validationTop5() })
				out.writeDouble(value);
		}
		out.writeLong(state.steps());
		for (final Weights weights : List.of(state.weights(), state.momenta()))
			for (final Node node : network.nodes()) {
				if (!node.hasWeights()) continue;
				write(out, weights.of(node.name()).kernel());
				write(out, weights.of(node.name()).bias());
			}
		out.writeInt(MAGIC);
	}

	private static void write(final DataOutputStream out, final List<String> texts) throws IOException {
		out.writeInt(texts.size());
		for (final String text : texts)
			out.writeUTF(text);
	}

	private static List<String> texts(final DataInputStream in) throws IOException {
		final List<String> texts = new ArrayList<>();
		for (int n = in.readInt(); n > 0; n--)
			texts.add(in.readUTF());
		return texts;
	}

	private static void write(final DataOutputStream out, final float[] values) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, values.length));
		bytes.asFloatBuffer().put(values);
		out.write(bytes.array());
	}

	/** What is said where there is none in a folder. */
	static IOException missing(final Path folder) {
		return new IOException("There is no interrupted training to resume: '" + folder.resolve(NAME) +
			"' is missing; the output folder of an interrupted training run is accepted");
	}

	/**
	 * Reads it.
	 *
	 * @throws IOException if it is missing or damaged, or belongs to another network
	 */
	static TrainingFile read(final Path folder, final Network network) throws IOException {
		final Path file = folder.resolve(NAME);
		if (!Files.isRegularFile(file)) throw missing(folder);
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
			if (in.readInt() != MAGIC) throw new IOException("'" + file + "' is not a training file of this plugin");
			if (!in.readUTF().equals(signature(network))) throw new IOException("'" + file +
				"' belongs to another architecture or to other classes; only those of the interrupted training run are accepted");
			final TrainingFile read = read(in, network);
			if (in.readInt() != MAGIC) throw new IOException("'" + file + "' is damaged");
			return read;
		}
		catch (final EOFException e) {
			throw new IOException("'" + file + "' is damaged: it is truncated", e);
		}
	}

	private static TrainingFile read(final DataInputStream in, final Network network) throws IOException {
		final long seed = in.readLong();
		final TrainingConditions conditions = TrainingConditions.read(in);
		final List<String> changes = texts(in);
		final List<String> classes = texts(in);
		final List<Double> mean = new ArrayList<>();
		final List<Double> std = new ArrayList<>();
		for (int c = 0; c < network.inputShape().channels(); c++) {
			mean.add(in.readDouble());
			std.add(in.readDouble());
		}
		final List<Epoch> history = new ArrayList<>();
		for (int n = in.readInt(); n > 0; n--)
			history.add(new Epoch(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in
				.readDouble(), in.readDouble(), in.readDouble()));
		final long steps = in.readLong();
		return new TrainingFile(seed, conditions, changes, classes, new Preprocessing(ChannelOrder.RGB, mean, std, Scale.BYTES), history, new TrainingState(
			weights(in, network), weights(in, network), steps));
	}

	private static Weights weights(final DataInputStream in, final Network network) throws IOException {
		final Map<String, LayerWeights> weights = new HashMap<>();
		for (final Node node : network.nodes())
			if (node.hasWeights()) weights.put(node.name(), new LayerWeights(floats(in, node.kernelSize()), floats(in, node
				.layer().biases())));
		return new Weights(network, weights);
	}

	private static float[] floats(final DataInputStream in, final int count) throws IOException {
		final byte[] bytes = new byte[Math.multiplyExact(4, count)];
		in.readFully(bytes);
		final float[] values = new float[count];
		ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
		return values;
	}

	/** Distinguishes networks whose weights are not interchangeable. */
	private static String signature(final Network network) {
		final StringBuilder text = new StringBuilder();
		for (final Node node : network.nodes())
			if (node.hasWeights()) text.append(node.name()).append(Arrays.toString(node.kernelDimensions())).append(node
				.layer().biases()).append(' ');
		return text.toString();
	}
}

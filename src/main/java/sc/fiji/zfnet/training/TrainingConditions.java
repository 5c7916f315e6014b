package sc.fiji.zfnet.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.Node;

/**
 * Everything that determines the weights of a training run, besides its seed and its number of epochs: the architecture,
 * the recipe and the pictures. A run can only be resumed under the same conditions, unless the user accepts changes.
 *
 * @param values the values by name, as shown in messages
 */
record TrainingConditions(Map<String, String> values) {

	private static final String ARCHITECTURE = "architecture";

	/**
	 * The conditions of a training run.
	 *
	 * @param validation validation pictures; null for none
	 */
	static TrainingConditions of(final Network network, final Recipe recipe, final LabelledPictures pictures,
		final LabelledPictures validation) throws IOException
	{
		final Map<String, String> values = new LinkedHashMap<>();
		values.put(ARCHITECTURE, checksum(network));
		values.put("batch", String.valueOf(recipe.batch()));
		values.put("rate", String.valueOf(recipe.rate()));
		values.put("momentum", String.valueOf(recipe.momentum()));
		values.put("dropout", String.valueOf(recipe.dropout()));
		values.put("clip", String.valueOf(recipe.clip()));
		values.put("decay", String.valueOf(recipe.decay()));
		values.put("schedule", recipe.schedule().title());
		values.put("warmup", String.valueOf(recipe.warmUp()));
		values.put("balanced", String.valueOf(recipe.balanced()));
		values.put("training pictures", pictures.fingerprint());
		values.put("validation pictures", validation == null ? "none" : validation.fingerprint());
		return new TrainingConditions(values);
	}

	/** Of all layers except for the dropout rate, which belongs to the recipe. */
	private static String checksum(final Network network) {
		final CRC32C checksum = new CRC32C();
		for (final Node node : NetworkChanges.withDropout(network, 0).nodes())
			checksum.update((node.name() + node.layer() + node.inputs() + node
				.shape()).getBytes(StandardCharsets.UTF_8));
		return String.format(Locale.ROOT, "with checksum %08x", checksum.getValue());
	}

	/**
	 * A condition in which two training runs differ.
	 *
	 * @param name its name
	 * @param before its value here
	 * @param now its value in the other run
	 */
	record Difference(String name, String before, String now) {}

	/** The differences from the conditions of another run. */
	List<Difference> differences(final TrainingConditions now) {
		return now.values.entrySet().stream()
			.filter(value -> !value.getValue().equals(values.get(value.getKey())))
			.map(value -> new Difference(value.getKey(), values.get(value.getKey()), value.getValue()))
			.toList();
	}

	/** Whether both have the same architecture. */
	boolean hasArchitectureOf(final TrainingConditions other) {
		return other.values.get(ARCHITECTURE).equals(values.get(ARCHITECTURE));
	}

	void write(final DataOutputStream out) throws IOException {
		out.writeInt(values.size());
		for (final Map.Entry<String, String> value : values.entrySet()) {
			out.writeUTF(value.getKey());
			out.writeUTF(value.getValue());
		}
	}

	static TrainingConditions read(final DataInputStream in) throws IOException {
		final Map<String, String> values = new LinkedHashMap<>();
		for (int n = in.readInt(); n > 0; n--)
			values.put(in.readUTF(), in.readUTF());
		return new TrainingConditions(values);
	}
}

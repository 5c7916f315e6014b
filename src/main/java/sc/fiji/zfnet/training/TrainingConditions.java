package sc.fiji.zfnet.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.Node;

/**
 * What a training follows from beside its seed and number of epochs, by name: its state belongs to these.
 *
 * @param values the names with what they are, as messages say it
 */
record TrainingConditions(Map<String, String> values) {

	private static final String ARCHITECTURE = "architecture";

	/** Those of a training; without validation pictures where there are none. */
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

	/** Of all layers but for the rate of dropout, which is the recipe's. */
	private static String checksum(final Network network) {
		final CRC32C checksum = new CRC32C();
		for (final Node node : NetworkChanges.withDropout(network, 0).nodes())
			checksum.update((node.name() + node.layer() + node.inputs() + node
				.shape()).getBytes(StandardCharsets.UTF_8));
		return String.format(Locale.ROOT, "with checksum %08x", checksum.getValue());
	}

	/**
	 * How other conditions differ, a clause each such as {@code rate 0.01, and it is 0.001 now}.
	 *
	 * @param now the other conditions
	 */
	List<String> differences(final TrainingConditions now) {
		final List<String> differences = new ArrayList<>();
		now.values.forEach((name, value) -> {
			if (!value.equals(values.get(name))) differences.add(name + " " + values.get(name) + ", and it is " + value + " now");
		});
		return differences;
	}

	/** Whether both are of one architecture. */
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

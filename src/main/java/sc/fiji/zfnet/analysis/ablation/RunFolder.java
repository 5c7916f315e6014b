package sc.fiji.zfnet.analysis.ablation;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

import sc.fiji.zfnet.files.WholeFiles;
import sc.fiji.zfnet.files.Table;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.training.Trainer;

/**
 * The folder of one training run of a comparison, {@code VARIANT/seed-N}. In addition to the files of the training run,
 * {@code conditions.csv} records its conditions from the beginning, and {@code result.csv} its result at the end.
 */
final class RunFolder {

	private static final String CONDITIONS = "conditions.csv";
	private static final String RESULT = "result.csv";

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

	private final ArchitectureVariant variant;
	private final long seed;
	private final Map<String, String> conditions;
	private final Path path;

	/**
	 * @param comparison folder of the comparison
	 * @param variant the variant
	 * @param seed seed of the training run
	 * @param conditions conditions that determine the result
	 */
	RunFolder(final Path comparison, final ArchitectureVariant variant, final long seed, final Conditions conditions) {
		this.variant = variant;
		this.seed = seed;
		this.conditions = conditions.of(variant, seed);
		path = comparison.resolve(variant.folderName()).resolve("seed-" + seed);
	}

	/** The folder itself. */
	Path path() {
		return path;
	}

	/**
	 * A message if a training run was started here under other conditions; otherwise empty.
	 *
	 * @throws IOException when that cannot be read
	 */
	Optional<String> difference() throws IOException {
		if (!Files.isRegularFile(path.resolve(CONDITIONS))) return Optional.empty();
		final Map<String, String> begun = read(CONDITIONS);
		for (final Map.Entry<String, String> condition : conditions.entrySet())
			if (!condition.getValue().equals(begun.get(condition.getKey()))) return Optional.of("The training of '" + variant
				.title() + "' with seed " + seed + " in '" + path + "' was started with " + condition.getKey() + " " + begun.get(
					condition.getKey()) + ", which is now " + condition.getValue() +
				"; only the same value can be resumed (without 'resume', training starts from scratch)");
		return Optional.empty();
	}

	/** Whether there is a training run here that can be resumed. */
	boolean isBegun() {
		return Files.isRegularFile(path.resolve(CONDITIONS)) && Trainer.isBegun(path);
	}

	/**
	 * The result of a completed training run; empty if there is none.
	 *
	 * @throws IOException if it cannot be read
	 */
	Optional<VariantResult> result() throws IOException {
		if (!Files.isRegularFile(path.resolve(RESULT))) return Optional.empty();
		final Map<String, String> row = read(RESULT);
		try {
			return Optional.of(new VariantResult(variant, seed, (int) number(row, "epochs"), number(row, "seconds"), number(row,
				"train_top1"), number(row, "validation_top1"), number(row, "validation_top5"), row.getOrDefault("failure", "")));
		}
		catch (final NumberFormatException | NullPointerException exc) {
			throw unreadable(RESULT, exc);
		}
	}

	private static double number(final Map<String, String> row, final String column) {
		return Double.parseDouble(row.get(column));
	}

	/**
	 * Deletes everything that could be taken for a part of a new training run.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	void clear() throws IOException {
		Files.deleteIfExists(path.resolve(RESULT));
		Trainer.forgetState(path);
		Files.deleteIfExists(path.resolve(CONDITIONS));
	}

	/** Starts a new training run.
	 *
	 * @throws IOException if the folder is not writable
	 */
	void begin() throws IOException {
		clear();
		write(CONDITIONS, new LinkedHashMap<>(conditions));
	}

	/**
	 * Saves the result of a training run, and deletes the files needed to resume it.
	 *
	 * @throws IOException if it cannot be written
	 */
	void finish(final VariantResult result) throws IOException {
		final Map<String, Object> row = new LinkedHashMap<>();
		row.put("epochs", result.epochs());
		row.put("seconds", result.seconds());
		row.put("train_top1", result.trainTop1());
		row.put("validation_top1", result.validationTop1());
		row.put("validation_top5", result.validationTop5());
		row.put("failure", result.failure());
		write(RESULT, row);
		Trainer.forgetState(path);
	}

	private void write(final String name, final Map<String, Object> row) throws IOException {
		WholeFiles.in(path).writeCsv(name, Table.of(List.copyOf(row.keySet())).with(List.of(List.copyOf(row.values()))));
	}

	private Map<String, String> read(final String name) throws IOException {
		try (Reader reader = Files.newBufferedReader(path.resolve(name), StandardCharsets.UTF_8); CSVParser parser = FORMAT
			.parse(reader))
		{
			return parser.iterator().next().toMap();
		}
		catch (final RuntimeException exc) {
			throw unreadable(name, exc);
		}
	}

	private IOException unreadable(final String name, final Exception cause) {
		return new IOException("'" + path.resolve(name) + "' is damaged; delete the folder '" + path + "' to train '" +
			variant.title() + "' with seed " + seed + " again", cause);
	}
}

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

import sc.fiji.zfnet.files.FolderChange;
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
	/** Where the result of an earlier training is kept until there is a new one. */
	private static final String EARLIER = "earlier-result.csv";
	/** Is there where what is in the folder is of an earlier comparison, and a new one has begun. */
	private static final String SUPERSEDED = ".superseded";

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
		if (!Files.isRegularFile(path.resolve(CONDITIONS)) || isSuperseded()) return Optional.empty();
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
		return !isSuperseded() && Files.isRegularFile(path.resolve(CONDITIONS)) && Trainer.isBegun(path);
	}

	/**
	 * The result of a completed training run; empty if there is none.
	 *
	 * @throws IOException if it cannot be read
	 */
	Optional<VariantResult> result() throws IOException {
		if (!Files.isRegularFile(path.resolve(RESULT)) || isSuperseded()) return Optional.empty();
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

	private boolean isSuperseded() {
		return Files.exists(path.resolve(SUPERSEDED));
	}

	/**
	 * Marks what an earlier comparison left, which stays until its turn but is no part of the new comparison.
	 *
	 * @throws IOException when the folder cannot be written to
	 */
	void supersede() throws IOException {
		if (!isSuperseded()) Files.createFile(path.resolve(SUPERSEDED));
	}

	/**
	 * Begins a new training. The result of an earlier one is kept under another name until the new one is complete; its
	 * history and checkpoints until the first epoch is.
	 *
	 * @throws IOException if the folder is not writable
	 */
	void begin() throws IOException {
		try (FolderChange change = FolderChange.begin(path)) {
			if (Files.isRegularFile(path.resolve(RESULT))) {
				Files.copy(path.resolve(RESULT), change.file(EARLIER));
				change.delete(RESULT);
			}
			Files.writeString(change.file(CONDITIONS), csv(new LinkedHashMap<>(conditions)), StandardCharsets.UTF_8);
			change.delete(Trainer.STATE);
			change.delete(SUPERSEDED);
			change.commit();
		}
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
		try (FolderChange change = FolderChange.begin(path)) {
			Files.writeString(change.file(RESULT), csv(row), StandardCharsets.UTF_8);
			change.delete(EARLIER);
			change.delete(Trainer.STATE);
			change.commit();
		}
	}

	private static String csv(final Map<String, Object> row) {
		return Table.of(List.copyOf(row.keySet())).with(List.of(List.copyOf(row.values()))).toCsv();
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

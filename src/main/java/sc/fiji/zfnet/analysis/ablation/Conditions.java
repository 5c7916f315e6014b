package sc.fiji.zfnet.analysis.ablation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.network.ArchitectureVariant;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.training.Recipe;

/** All conditions that determine the result of a training run, by name. Runs with equal conditions need not be repeated. */
final class Conditions {

	private final Recipe recipe;
	private final EngineOptions engine;
	private final String training;
	private final String validation;

	/**
	 * @param recipe training recipe of all runs, except for the seed
	 * @param engine device, threads and precision
	 * @param training folder of the training pictures
	 * @param validation folder of the validation pictures
	 * @throws IOException when a folder cannot be read
	 */
	Conditions(final Recipe recipe, final EngineOptions engine, final Path training, final Path validation)
		throws IOException
	{
		this.recipe = recipe;
		this.engine = engine;
		this.training = fingerprint(training);
		this.validation = fingerprint(validation);
	}

	/** Number of pictures, and a checksum of their relative paths and sizes; the folder itself may be moved. */
	private static String fingerprint(final Path folder) throws IOException {
		final PictureFolder pictures = PictureFolder.list(folder);
		final CRC32 checksum = new CRC32();
		for (final Path file : pictures.files())
			checksum.update((pictures.relative(file) + "\t" + Files.size(file) + "\n").getBytes(StandardCharsets.UTF_8));
		return String.format(Locale.ROOT, "%d with checksum %08x", pictures.files().size(), checksum.getValue());
	}

	/** The conditions of a variant and seed. */
	Map<String, String> of(final ArchitectureVariant variant, final long seed) {
		final Map<String, String> all = new LinkedHashMap<>();
		all.put("architecture", variant.title());
		all.put("seed", String.valueOf(seed));
		all.put("epochs", String.valueOf(recipe.epochs()));
		all.put("batch", String.valueOf(recipe.batch()));
		all.put("rate", String.valueOf(recipe.rate()));
		all.put("momentum", String.valueOf(recipe.momentum()));
		all.put("dropout", String.valueOf(recipe.dropout()));
		all.put("clip", String.valueOf(recipe.clip()));
		all.put("decay", String.valueOf(recipe.decay()));
		all.put("schedule", recipe.schedule().title());
		all.put("warmup", String.valueOf(recipe.warmUp()));
		all.put("balanced", String.valueOf(recipe.balanced()));
		all.put("precision", engine.precision().name().toLowerCase(Locale.ROOT));
		all.put("training pictures", training);
		all.put("validation pictures", validation);
		return all;
	}
}

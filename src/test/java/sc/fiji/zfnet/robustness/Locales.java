package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.zfnet.robustness.Counts.Result;

/**
 * The same commands in languages with other digits, decimal commas, and letters of their own: their tables must be the same to
 * the byte.
 */
final class Locales {

	private static final List<String> LANGUAGES = List.of("fa-IR-u-nu-arabext", "ar-EG-u-nu-arab", "mr-IN-u-nu-deva",
		"th-TH-u-ca-buddhist-nu-thai", "tr-TR", "de-DE");

	private final Workplace place;
	private final Counts counts;

	Locales(final Workplace place, final Counts counts) {
		this.place = place;
		this.counts = counts;
	}

	void run(final int number) throws IOException, InterruptedException {
		if (number == 0) return;
		final Map<String, String> expected = tables("en-US");
		if (expected.size() < 5) throw new IllegalStateException("The commands wrote " + expected.keySet());
		for (final String language : LANGUAGES.subList(0, Math.min(number, LANGUAGES.size()))) {
			final Map<String, String> found = tables(language);
			counts.add("languages", found.equals(expected) ? Result.RIGHT : found.containsKey("error") ? Result.CRASHED
				: Result.WRONG, language + ": " + found + " and not " + expected);
		}
	}

	/** What is written in a language, by the name of the file, and what was reported under {@code error}. */
	private Map<String, String> tables(final String language) throws IOException, InterruptedException {
		final Path output = place.folder.resolve("language " + language);
		final String to = " output=[" + output + "]');";
		final Process process = KilledWork.start(0, "run('ZFNet Options...', 'models=[" + place.models + "]'); open('" +
			place.picture + "'); run('Model Info...', 'model=small" + to + " run('Classify...', 'model=small" + to +
			" run('Deconvnet Projection...', 'model=small layer=relu2 maps=0,1" + to +
			" run('Occlusion Scan...', 'model=small size=8 stride=8" + to + " run('Filters and Spectra...', 'model=small" + to +
			" run('Import ONNX Model...', 'file=[" + place.models.resolve("small/weights.onnx") + "] name=imported replace');" +
			" run('Transform Invariance...', 'model=small transform=rotate from=0 to=20 step=10" + to, "-Duser.timezone=UTC",
			"-D" + KilledWork.LANGUAGE + "=" + language);
		final String printed = new String(process.getInputStream().readAllBytes());
		process.waitFor();
		final Map<String, String> tables = new TreeMap<>();
		if (printed.contains("refused: ") || !printed.contains("done")) tables.put("error", printed);
		if (!Files.isDirectory(output)) return tables;
		try (Stream<Path> files = Files.list(output)) {
			for (final Path file : files.filter(file -> file.toString().endsWith(".csv")).toList())
				tables.put(file.getFileName().toString(), Files.readString(file));
		}
		return tables;
	}
}

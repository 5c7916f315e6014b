package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import sc.fiji.zfnet.analysis.ClassScore;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.robustness.Counts.Result;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** One picture in all formats and depths that ImageJ writes, each classified from its file and from ImageJ's window. */
final class PictureKinds {

	private static final Map<String, String> FORMATS = new TreeMap<>(Map.of("tiff", "tif", "png", "png", "gif", "gif", "jpeg",
		"jpg", "bmp", "bmp", "pgm", "pgm", "fits", "fits", "zip", "zip"));
	private static final String[] DEPTHS = { "8-bit", "16-bit", "32-bit", "RGB Color", "8-bit Color" };

	/** What is done to the picture before it is written. */
	private static final Map<String, String> CHANGES = new TreeMap<>(Map.of("plain", "", "inverted table",
		"run('Invert LUT');", "display range", "setMinAndMax(60, 180);", "coloured table", "run('Fire');", "area selected",
		"makeRectangle(3, 2, 33, 32);", "calibrated", "run('Properties...', 'unit=um pixel_width=0.5 pixel_height=0.25');",
		"slices", "run('Duplicate...', 'title=b'); run('Images to Stack'); setSlice(2);"));

	private final Workplace place;
	private final Counts counts;

	PictureKinds(final Workplace place, final Counts counts) {
		this.place = place;
		this.counts = counts;
	}

	void run(final int most) {
		int tried = 0;
		for (final Map.Entry<String, String> change : CHANGES.entrySet())
			for (final String depth : DEPTHS)
				for (final Map.Entry<String, String> format : FORMATS.entrySet())
					if (tried++ < most) check(change, depth, format.getKey(), format.getValue());
	}

	/** What the folder's reader and ImageJ's window say of one file must be the same, or be refused. */
	private void check(final Map.Entry<String, String> change, final String depth, final String format, final String ending) {
		final String what = change.getKey() + ", " + depth + ", " + format;
		final Path folder = place.folder.resolve("kinds " + what);
		final Path file = folder.resolve("picture." + ending);
		try {
			Files.createDirectories(folder);
			final String convert = depth.equals("8-bit Color") ? "run('8-bit Color', 'number=64');" : "run('" + depth + "');";
			final String saved = Workplace.macro("open('" + place.picture + "'); " + convert + change.getValue() + " saveAs('" + format + "', '" + file +
				"');");
			if (!saved.isEmpty() || !Files.exists(file)) return; // ImageJ does not write this depth in this format
			final String window = classified("open('" + file + "'); run('Classify...', 'model=small output=[" + folder.resolve(
				"window") + "]');", folder.resolve("window"));
			final String reader = ending.equals("zip") ? window : read(file);
			if (window.startsWith("!") || reader.startsWith("!")) counts.add("picture kinds", OnnxMutants.isSentence(window +
				reader) ? Result.REFUSED : Result.CRASHED, what + ": " + window + reader);
			else counts.add("picture kinds", window.equals(reader) ? Result.RIGHT : Result.WRONG, what + ": " + window +
				" in a window, " + reader + " from the file");
		}
		catch (final Exception exc) {
			counts.add("picture kinds", Result.CRASHED, what + ": " + exc);
		}
	}

	/** The same of the file as folders of pictures are read. */
	private String read(final Path file) throws IOException {
		final ModelFolder model = new ModelStore(List.of(place.models)).find("small");
		try (Classifier classifier = new Classifier(new NetworkSession(model.load(), EngineOptions.DEFAULT), model
			.preprocessing(), model.labels()))
		{
			final ClassScore best = classifier.best(classifier.averageProbabilities(List.of(ScaledPicture.forInput(Picture.open(
				file), classifier.network().inputShape()).centre())), 1).get(0);
			return best.name() + " " + Math.round(1e4 * best.probability());
		}
		catch (final IOException exc) {
			return "!" + exc.getMessage();
		}
	}

	/** Class and probability to four digits of the first rank, or ! and the refusal. */
	private static String classified(final String code, final Path output) throws IOException {
		final String error = Workplace.macro(code);
		if (!error.isEmpty()) return "!" + error;
		final String[] cells = Files.readAllLines(output.resolve("classification.csv")).get(1).split(",");
		return cells[2] + " " + Math.round(1e4 * Double.parseDouble(cells[3]));
	}
}

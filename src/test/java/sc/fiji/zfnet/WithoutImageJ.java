package sc.fiji.zfnet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.activations.FoundUnits;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.analysis.evaluation.EvaluatedModel;
import sc.fiji.zfnet.analysis.evaluation.Evaluation;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * What {@link ImageJWallTest} runs in a process of its own, without ImageJ: loads every class that must not need it, evaluates a
 * model on a folder of class folders, and searches the folder for the strongest units.
 */
final class WithoutImageJ {

	static final List<String> ROOMS = List.of("analysis", "training", "model", "tensorflow", "onnx", "network", "picture",
		"progress", "files");

	private WithoutImageJ() {}

	/**
	 * @param arguments the model's folder, the pictures' folder, the folder of the classes
	 */
	public static void main(final String... arguments) throws IOException, ReflectiveOperationException {
		try {
			Class.forName("ij.IJ");
			throw new IllegalStateException("ImageJ is present");
		}
		catch (final ClassNotFoundException exc) {
			System.out.println("classes " + loadAll(Path.of(arguments[2])));
		}
		final ModelFolder model = ModelFolder.open(Path.of(arguments[0]));
		final PictureFolder pictures = PictureFolder.list(Path.of(arguments[1]));
		try (Classifier classifier = new Classifier(new NetworkSession(model.load(), EngineOptions.DEFAULT), model
			.preprocessing(), model.labels()))
		{
			System.out.println("top1 " + new Evaluation(List.of(new EvaluatedModel("model", classifier)), false).run(
				LabelledFiles.of(pictures), Progress.NONE).errors().get(0));
			final FoundUnits found = new TopActivationsSearch(classifier, List.of("relu1"), 2).run(pictures
				.pictures(), picture -> ScaledPicture.forInput(picture.open(), classifier.network().inputShape()).centre(), MapSelection.STRONGEST_NINE, Progress.NONE);
			System.out.println("units " + found.units().size() + " skipped " + found.skipped().size());
		}
	}

	/** Loads classes, links them, and looks up whatever their methods and fields name. */
	private static int loadAll(final Path classes) throws IOException, ReflectiveOperationException {
		int count = 0;
		for (final String room : ROOMS) {
			final List<Path> files;
			try (Stream<Path> walk = Files.walk(classes.resolve("sc/fiji/zfnet").resolve(room))) {
				files = walk.filter(file -> file.toString().endsWith(".class")).toList();
			}
			for (final Path file : files) {
				final String name = classes.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
				final Class<?> loaded = Class.forName(name.substring(0, name.length() - ".class".length()));
				loaded.getDeclaredMethods();
				loaded.getDeclaredFields();
				loaded.getDeclaredConstructors();
				count++;
			}
		}
		return count;
	}
}

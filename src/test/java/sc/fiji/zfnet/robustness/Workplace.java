package sc.fiji.zfnet.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.ij1.HeadlessMacro;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.testing.TestModels;
import sc.fiji.zfnet.training.ColouredPictures;

/** A folder with models, pictures to train on and a picture to look at. */
final class Workplace {

	final Path folder;
	final Path models;
	final Path picture;
	final Path train;
	final Path validation;

	Workplace(final Path folder) throws IOException {
		this.folder = Files.createDirectories(folder);
		models = Files.createDirectories(folder.resolve("models"));
		train = ColouredPictures.write(folder.resolve("train"), 64, 1, 4, 4, 4);
		validation = ColouredPictures.write(folder.resolve("validation"), 64, 2, 2, 2, 2);
		picture = folder.resolve("picture.tif");
		final ColorProcessor pixels = new ColorProcessor(40, 36);
		final Random random = new Random(3);
		for (int i = 0; i < 40 * 36; i++)
			pixels.set(i, random.nextInt(1 << 24));
		IJ.save(new ImagePlus("", pixels), picture.toString());
		final TrainedNetwork network = TestModels.chain();
		new ModelStore(List.of(models)).install("small", ModelDescription.of("small", "Random weights.", Preprocessing.NONE),
			network, new Labels(List.of("cat", "dog", "bird", "fish")), true, made -> {});
		macro("run('ZFNet Options...', 'models=[" + models + "]');");
		// TensorFlow's library takes long to load; no line is to wait for it.
		final String error = macro("open('" + picture + "'); run('Classify...', 'model=small');");
		if (!error.isEmpty()) throw new IllegalStateException(error);
	}

	/** Runs a macro; gives its error, or an empty text. */
	static String macro(final String code) {
		final HeadlessMacro.Result result = HeadlessMacro.run(code, "");
		HeadlessMacro.run("close('*'); run('Clear Results');", "");
		return result.errors().isEmpty() ? "" : result.errors().get(0).message();
	}
}

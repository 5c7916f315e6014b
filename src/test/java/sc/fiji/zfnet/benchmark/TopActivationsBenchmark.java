package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.analysis.Batches;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.PictureReader;
import sc.fiji.zfnet.analysis.activations.TopActivationsSearch;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * A pass of the top activations search over a folder, decoding included, against the bare forward passes to the same layer
 * over the same pictures already decoded, in turn. Arguments: model folder, folder of pictures, layer, rounds (7).
 */
public final class TopActivationsBenchmark {

	private static final int BATCH = 32;

	private TopActivationsBenchmark() {}

	/** Runs it. */
	public static void main(final String[] arguments) throws IOException {
		final ModelFolder folder = ModelFolder.open(Path.of(arguments[0]));
		final String layer = arguments[2];
		final int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 7;
		try (Classifier classifier = new Classifier(new NetworkSession(folder.load(), EngineOptions.DEFAULT), folder
			.preprocessing(), folder.labels()))
		{
			final List<PictureFile> files = PictureFolder.list(Path.of(arguments[1])).pictures();
			final PictureReader reader = file -> ScaledPicture.forInput(file.open(), classifier.network().inputShape())
				.centre();
			final List<Batch> decoded = new ArrayList<>();
			for (int first = 0; first < files.size(); first += BATCH) {
				final List<Batch> part = new ArrayList<>();
				for (final PictureFile file : files.subList(first, Math.min(first + BATCH, files.size())))
					part.add(classifier.input(reader.read(file)));
				decoded.add(Batches.joined(part));
			}
			final double[] passes = new double[rounds];
			final double[] bare = new double[rounds];
			final double[] ratios = new double[rounds];
			for (int round = -1; round < rounds; round++) {
				final double forward = seconds(() -> decoded.forEach(batch -> classifier.session().forward(batch, layer)));
				final double pass = seconds(() -> new TopActivationsSearch(classifier, List.of(layer), 9).run(files, reader,
					MapSelection.parse("all"), Progress.NONE));
				if (round < 0) continue; // warming up
				bare[round] = forward;
				passes[round] = pass;
				ratios[round] = pass / forward;
			}
			System.out.printf("%s, %s, %d pictures: bare %.2f s, pass %.2f s, ratio of pairs %.2f (medians of %d)%n", folder
				.name(), layer, files.size(), median(bare), median(passes), median(ratios), rounds);
		}
	}

	private interface Work {

		void run() throws IOException;
	}

	private static double seconds(final Work work) throws IOException {
		final long start = System.nanoTime();
		work.run();
		return (System.nanoTime() - start) / 1e9;
	}

	private static double median(final double[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}
}

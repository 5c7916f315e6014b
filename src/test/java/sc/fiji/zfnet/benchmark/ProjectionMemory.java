package sc.fiji.zfnet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.analysis.projection.DeconvnetProjections;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/**
 * Resident memory of the process over many projections with one model, and the time of single classifications.
 * Arguments: model.onnx, a picture, number of projections (1000).
 */
public final class ProjectionMemory {

	private ProjectionMemory() {}

	/** Runs it. */
	public static void main(final String[] arguments) throws IOException {
		final int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
		final long start = System.nanoTime();
		final var trained = OnnxReader.read(Path.of(arguments[0]));
		try (Classifier classifier = new Classifier(new NetworkSession(trained, EngineOptions.DEFAULT), new Preprocessing(
			ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(1.0)), Labels.numbered(trained.network().classes())))
		{
			final RandomAccessibleInterval<FloatType> picture = ScaledPicture.forInput(Picture.open(Path.of(arguments[1])),
				trained.network().inputShape()).centre();
			classifier.probabilities(classifier.input(picture));
			System.out.printf("model read, first classification done: %.2f s%n", (System.nanoTime() - start) / 1e9);
			final double[] times = new double[20];
			for (int i = 0; i < times.length; i++) {
				final long begin = System.nanoTime();
				classifier.probabilities(classifier.input(picture));
				times[i] = (System.nanoTime() - begin) / 1e6;
			}
			java.util.Arrays.sort(times);
			System.out.printf("classification: median %.1f ms, largest %.1f ms%n", times[times.length / 2], times[times.length -
				1]);
			final DeconvnetProjections projections = new DeconvnetProjections(classifier, classifier.network().lastConvolution()
				.name());
			for (int i = 1; i <= count; i++) {
				projections.run(picture, MapSelection.STRONGEST_NINE, i % 2 == 0, Progress.NONE);
				if (i == 1 || i == 50 || i % (count / 10) == 0) System.out.printf("%d projections: %d MiB resident%n", i,
					residentMebibytes());
			}
		}
	}

	private static long residentMebibytes() throws IOException {
		System.gc();
		for (final String line : Files.readAllLines(Path.of("/proc/self/status")))
			if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
		return -1;
	}
}

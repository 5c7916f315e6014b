package sc.fiji.zfnet.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import sc.fiji.zfnet.analysis.correspondence.CorrespondenceExperiment;
import sc.fiji.zfnet.analysis.correspondence.PartDifference;
import sc.fiji.zfnet.analysis.correspondence.PartPosition;
import sc.fiji.zfnet.analysis.correspondence.PartTable;
import sc.fiji.zfnet.analysis.invariance.InvarianceCurve;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment;
import sc.fiji.zfnet.analysis.invariance.InvarianceExperiment.TransformedPictures;
import sc.fiji.zfnet.analysis.invariance.TransformFamily;
import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** Invariance and correspondence with a network that has seen the world. */
class PaperExperimentsTest {

	private static final String EARLY = "relu_conv1";
	private static final String MIDDLE = "fire6/relu_conv1x1_1";

	@Test
	void aPhotographOnlyStaysTheSameWithoutATransform() throws IOException {
		final Path file = SharedData.path("imagenet-samples/images/n02391049_zebra.JPEG");
		try (Classifier classifier = squeezenet()) {
			final var picture = Picture.open(file);
			final float[] unchanged = classifier.averageProbabilities(List.of(ScaledPicture.forInput(picture, classifier
				.network().inputShape()).centre()));
			final double[] values = { -8, -1, 0, 1, 8 };
			InvarianceCurve first = null;
			for (final int batch : new int[] { 1, 3, 8 }) {
				final InvarianceCurve curve = new InvarianceExperiment(classifier)
					.withLayers(List.of(EARLY, MIDDLE))
					.withBatchSize(batch)
					.run(picture,
					TransformFamily.VERTICAL_TRANSLATION, values, OptionalInt.empty(), TransformedPictures.IGNORED, Progress.NONE)
					.orElseThrow();
				assertEquals(classifier.labels().find("zebra"), curve.label());
				assertEquals(unchanged[curve.label()], curve.probabilities()[2], 1e-6);
				for (int layer = 0; layer < 2; layer++) {
					final double[] distances = curve.layers().get(layer).distances();
					assertEquals(0, distances[2]);
					assertTrue(distances[0] > distances[1] && distances[4] > distances[3] && distances[1] > 0, "farther is more");
					if (first != null) for (int i = 0; i < values.length; i++)
						assertEquals(first.layers().get(layer).distances()[i], distances[i], 1e-5 * distances[0]);
				}
				if (first == null) first = curve;
			}
		}
	}

	@Test
	void eyesOfDogsAreMoreAlikeThanRandomSquaresInAnEarlyAndAMiddleLayer() throws IOException {
		final Path images = SharedData.path("imagenet-samples/images");
		final Map<String, List<PartPosition>> parts = PartTable.read(SharedData.path("imagenet-samples/dog-parts.csv")).stream()
			.collect(Collectors.groupingBy(PartPosition::file));
		try (Classifier classifier = squeezenet()) {
			final CorrespondenceExperiment experiment = new CorrespondenceExperiment(classifier).withLayers(List.of(EARLY, MIDDLE))
				.withSize(32)
				.withRandomOccluders(5)
				.withSeed(1)
				.withBatchSize(9);
			for (final Map.Entry<String, List<PartPosition>> dog : parts.entrySet())
				experiment.add(Picture.open(images.resolve(dog.getKey())), dog.getValue());
			final Map<String, PartDifference> table = experiment.differences().stream().collect(Collectors.toMap(
				difference -> difference.part() + " " + difference.layer(), Function.identity()));
			for (final String layer : List.of(EARLY, MIDDLE)) {
				final PartDifference random = table.get("random " + layer);
				assertEquals(450, random.pairs());
				for (final String eye : List.of("right_eye", "left_eye")) {
					final PartDifference difference = table.get(eye + " " + layer);
					assertEquals(90, difference.pairs());
					assertTrue(random.mean() - difference.mean() > 2 * Math.hypot(random.standardError(), difference
						.standardError()), difference + ", " + random);
				}
			}
		}
	}

	private static Classifier squeezenet() throws IOException {
		final Path folder = SharedData.path("models/squeezenet1.0");
		return new Classifier(new NetworkSession(OnnxReader.read(folder.resolve("model.onnx")), EngineOptions.DEFAULT),
			new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0, 123.0), List.of(1.0)), Labels.read(folder.resolve(
				"labels.txt")));
	}
}

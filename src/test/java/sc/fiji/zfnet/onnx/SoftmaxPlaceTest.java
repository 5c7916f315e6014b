package sc.fiji.zfnet.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.occlusion.OcclusionMaps;
import sc.fiji.zfnet.analysis.occlusion.OcclusionSensitivity;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.tensorflow.TrainingOptions;
import sc.fiji.zfnet.tensorflow.TrainingSession;

/** Probabilities are softmax of the scores, taken exactly once, whatever follows the network's softmax. */
class SoftmaxPlaceTest {

	private static final Preprocessing RAW = new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(1.0));
	private static final Labels LABELS = new Labels(List.of("a", "b", "c", "d"));

	/** Two convolutions that leave four maps of one pixel, then what is named, in order. */
	private static Graph graph(final String... tail) {
		final Graph graph = new Graph(13, 3, 8, 8).weights("w", 6, 3, 5, 5).then("Conv", "conv1", "w").weights("v", 4, 6, 4, 4)
			.then("Relu", "relu").then("Conv", "conv2", "v").integers("vector", 0, -1).integers("maps", 1, 4, 1, 1);
		for (final String operator : tail)
			add(graph, operator);
		return graph;
	}

	private static void add(final Graph graph, final String operator) {
		final String name = operator + " " + graph.proto().getNodeCount();
		switch (operator) {
			case "Softmax", "Concat" -> graph.then(operator, name).withInt("axis", 1);
			case "Flatten" -> graph.then("Flatten", name).withInt("axis", 1);
			case "vector", "maps" -> graph.then("Reshape", name, operator);
			case "MaxPool", "AveragePool" -> graph.then(operator, name).with("kernel_shape", 1, 1);
			default -> graph.then(operator, name);
		}
	}

	private static Classifier classifier(final TrainedNetwork trained) {
		return new Classifier(new NetworkSession(trained, EngineOptions.DEFAULT), RAW, LABELS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Softmax", "Softmax,Flatten", "Softmax,vector", "Softmax,Flatten,maps", "Flatten,Softmax,Dropout",
		"Softmax,Identity", "Softmax,Dropout,Identity,Flatten", "Softmax,GlobalAveragePool", "Softmax,MaxPool,AveragePool",
		"Softmax,Concat,Flatten", "Softmax,Relu" })
	void probabilitiesLossAndOcclusionAreThoseOfOnnxRuntime(final String tail) throws Exception {
		final Graph graph = graph(tail.split(","));
		final float[] picture = Runtime.random(3 * 8 * 8);
		final float[] expected = Runtime.run(graph.model().toByteArray(), picture, 1, 3, 8, 8);
		final TrainedNetwork trained = graph.read();
		final Batch batch = new Batch(1, trained.network().inputShape());
		for (int i = 0; i < picture.length; i++)
			batch.values()[batch.index(0, i % 64 / 8, i % 8, i / 64)] = picture[i];
		try (Classifier classifier = classifier(trained)) {
			assertArrayEquals(expected, classifier.probabilities(batch)[0], 1e-5f);
			final OcclusionMaps maps = new OcclusionSensitivity(classifier).withOccluder(3, 3)
				.withLayer("relu")
				.withMap(0)
				.withClass(2)
				.run(ArrayImgs.floats(picture, 8, 8, 3));
			assertEquals(expected[2], maps.unoccluded().probability(), 1e-5);
		}
		try (TrainingSession session = new TrainingSession(trained, new TrainingOptions(0.9, 0, 10, 1),
			EngineOptions.DEFAULT))
		{
			assertEquals(-Math.log(expected[2]), session.evaluate(batch, new int[] { 2 }).meanLoss(), 1e-4);
		}
	}

	@Test
	void aSoftmaxOfEachPixelThatIsThenAveragedIsNotTakenAgain() throws Exception {
		final Graph graph = new Graph(13, 3, 8, 8).weights("w", 4, 3, 5, 5).then("Conv", "conv1", "w").then("Softmax", "softmax")
			.withInt("axis", 1).then("GlobalAveragePool", "mean");
		final float[] picture = Runtime.random(3 * 8 * 8);
		try (Classifier classifier = classifier(graph.read())) {
			assertArrayEquals(Runtime.run(graph.model().toByteArray(), picture, 1, 3, 8, 8), classifier.probabilities(classifier
				.input(ArrayImgs.floats(picture, 8, 8, 3)))[0], 1e-5f);
		}
	}

	@Test
	void scoresBecomeProbabilitiesEvenWhereASoftmaxStandsInTheMiddle() throws Exception {
		final Graph graph = graph("Softmax", "Flatten").weights("m", 4, 4).then("MatMul", "fc", "m");
		final TrainedNetwork trained = graph.read();
		assertTrue(trained.network().softmax().isEmpty());
		final float[] picture = Runtime.random(3 * 8 * 8);
		final float[] scores = Runtime.run(graph.model().toByteArray(), picture, 1, 3, 8, 8);
		double sum = 0;
		for (final float score : scores)
			sum += Math.exp(score);
		try (Classifier classifier = classifier(trained)) {
			final float[] found = classifier.probabilities(classifier.input(ArrayImgs.floats(picture, 8, 8, 3)))[0];
			for (int i = 0; i < 4; i++)
				assertEquals(Math.exp(scores[i]) / sum, found[i], 1e-5);
		}
	}
}

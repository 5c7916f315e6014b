package sc.fiji.zfnet.analysis.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.analysis.Argmax;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.analysis.LabelledFiles;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.image.Pictures;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;
import sc.fiji.zfnet.testing.Cancelling;
import sc.fiji.zfnet.testing.ColourModels;
import sc.fiji.zfnet.testing.TestModels;

/** Features, the protocol of training and testing on them, and networks put together from them. */
class TransferExperimentTest {

	@TempDir
	private Path folder;

	/** Pictures that do not exist, with one layer that separates the classes and one that knows nothing of them. */
	private static LayerFeatures made(final int perClass, final long seed) {
		final Random random = new Random(seed);
		final List<PictureFile> files = new ArrayList<>();
		final List<Integer> labels = new ArrayList<>();
		final float[][] clear = new float[3 * perClass][2];
		final float[][] blind = new float[3 * perClass][50];
		for (int i = 0; i < 3 * perClass; i++) {
			files.add(PictureFile.of(Path.of("picture" + i)));
			labels.add(i % 3);
			clear[i] = new float[] { i % 3 == 0 ? 5 : 0, i % 3 == 1 ? 5 : random.nextFloat() };
			for (int k = 0; k < 50; k++)
				blind[i][k] = (float) random.nextGaussian();
		}
		final Map<String, float[][]> vectors = new LinkedHashMap<>();
		vectors.put("clear", clear);
		vectors.put("blind", blind);
		return new LayerFeatures(new LabelledFiles(files, labels, List.of("a", "b", "c")), vectors, List.of());
	}

	private static StratifiedFolds folds(final LayerFeatures features, final int count) {
		return new StratifiedFolds(features.pictures().labels(), features.pictures().classes(), count, 1);
	}

	@Test
	void featuresThatSeparateTheClassesAreAlwaysRightAndNoiseIsAtChance() {
		final LayerFeatures features = made(40, 1);
		for (final LinearMethod method : LinearMethod.values()) {
			final List<TransferScore> scores = new TransferExperiment(features, Optional.empty(), folds(features, 4), method).run(
				List.of(5, 20), Progress.NONE);
			assertEquals(List.of("clear 5", "clear 20", "blind 5", "blind 20"), scores.stream().map(score -> score.layer() + " " +
				score.perClass()).toList());
			assertTrue(scores.stream().allMatch(score -> score.accuracies().size() == 4));
			assertEquals(1, scores.get(0).mean());
			assertEquals(0, scores.get(1).deviation());
			assertEquals(1 / 3.0, scores.get(3).mean(), 0.15);
		}
	}

	@Test
	void aFoldGivesTheAccuracyOfAClassifierTrainedStepByStep() {
		final LayerFeatures features = made(12, 2);
		final StratifiedFolds folds = folds(features, 3);
		final TransferScore score = new TransferExperiment(features, Optional.empty(), folds, LinearMethod.SVM).run(List.of(3,
			6), Progress.NONE).get(2);
		for (int fold = 0; fold < 3; fold++) {
			final int[] training = folds.training(fold, 3);
			final float[][] vectors = new float[9][];
			final int[] labels = new int[9];
			for (int i = 0; i < 9; i++) {
				vectors[i] = features.vectors().get("blind")[training[i]];
				labels[i] = training[i] % 3;
			}
			final LinearSpace space = LinearSpace.of(vectors);
			final LinearClassifier classifier = space.ofVectors(LinearMethod.SVM.fit(space.coordinates(), labels, 3));
			int right = 0;
			for (final int picture : folds.heldOut(fold))
				if (Argmax.of(classifier.scores(features.vectors().get("blind")[picture])) == picture % 3) right++;
			assertEquals(right / 12.0, score.accuracies().get(fold), 1e-12);
		}
	}

	@Test
	void validationPicturesAreTestedOnWhereThereAreAny() {
		final LayerFeatures features = made(10, 3);
		// The classes of the validation pictures are turned round, so that what was learned is always wrong.
		final LayerFeatures straight = made(4, 4);
		final LayerFeatures turned = new LayerFeatures(new LabelledFiles(straight.pictures().files(), straight.pictures()
			.labels().stream().map(label -> (label + 1) % 3).toList(), straight.pictures().classes()), straight.vectors(), List
				.of());
		assertEquals(1, run(features, straight, 1).mean());
		assertTrue(Double.isNaN(run(features, straight, 1).deviation()));
		assertEquals(0, run(features, turned, 3).mean());
		assertThrows(IllegalArgumentException.class, () -> new TransferExperiment(features, Optional.empty(), folds(features,
			1), LinearMethod.SVM));
	}

	private static TransferScore run(final LayerFeatures features, final LayerFeatures validation, final int folds) {
		return new TransferExperiment(features, Optional.of(validation), folds(features, folds), LinearMethod.SOFTMAX).run(List
			.of(10), Progress.NONE).get(0);
	}

	@Test
	void whatCannotBeHadAndACancellationAreToldInASentence() {
		final LayerFeatures features = made(10, 3);
		final TransferExperiment experiment = new TransferExperiment(features, Optional.empty(), folds(features, 5),
			LinearMethod.SVM);
		assertEquals("There are not 9 pictures of every class outside a fold; up to 8 are accepted", assertThrows(
			IllegalArgumentException.class, () -> experiment.run(List.of(2, 9), Progress.NONE)).getMessage());
		final Progress cancelled = new Cancelling(() -> true);
		assertEquals("The measurement was cancelled before all classifiers were trained",
			assertThrows(CancelledException.class, () -> experiment.run(List.of(2), cancelled)).getMessage());
	}

	@Test
	void accuracyIsTheMeanOverTheClassesAndTheDeviationThatOfASample() {
		assertEquals((0.5 + 1 + 0) / 3, TransferScore.meanClassAccuracy(new int[] { 1, 30, 0, 0 }, new int[] { 2, 30, 5, 0 }),
			1e-12);
		final TransferScore score = new TransferScore("fc", 15, List.of(0.2, 0.4, 0.6));
		assertEquals(0.4, score.mean(), 1e-12);
		assertEquals(0.2, score.deviation(), 1e-12);
	}

	@Test
	void featuresAreThoseOfThePlainNetworkAndTheTransferredNetworkScoresLikeItsClassifier() throws IOException {
		final Random random = new Random(5);
		for (int i = 0; i < 8; i++)
			ColourModels.flat(folder.resolve((i % 2 == 0 ? "even/" : "odd/") + i + ".png"), 32, 32, random.nextInt(256), i % 2 *
				100 + 50, random.nextInt(256));
		Files.writeString(folder.resolve("even/broken.png"), "");
		final TrainedNetwork trained = TestModels.chain();
		final LabelledFiles pictures = LabelledFiles.of(PictureFolder.list(folder));
		try (Classifier source = new Classifier(new NetworkSession(trained, EngineOptions.DEFAULT), ColourModels.PREPROCESSING,
			Labels.numbered(4)))
		{
			final LayerFeatures features = new FeatureExtraction(source, List.of("pool1", "relu3")).run(pictures,
				Progress.NONE);
			assertEquals(1, features.skipped().size());
			assertEquals(List.of(0, 0, 0, 0, 1, 1, 1, 1), features.pictures().labels());
			for (final String layer : List.of("pool1", "relu3"))
				for (int i = 0; i < 8; i++) {
					final Batch input = input(source, features.pictures().files().get(i));
					new PlainNetwork(trained, input, 0).bounded(layer).check(layer, features.vectors().get(layer)[i]);
				}
			for (final String layer : List.of("pool1", "relu3")) {
				final LinearClassifier classifier = new TransferExperiment(features, Optional.empty(), folds(features, 2),
					LinearMethod.SOFTMAX).trainOnAll(layer);
				final TrainedNetwork transferred = TransferredNetwork.of(trained, layer, classifier);
				try (Classifier target = new Classifier(new NetworkSession(transferred, EngineOptions.DEFAULT),
					ColourModels.PREPROCESSING, new Labels(features.pictures().classes())))
				{
					for (int i = 0; i < 8; i++) {
						final double[] scores = classifier.scores(features.vectors().get(layer)[i]);
						final double even = 1 / (1 + Math.exp(scores[1] - scores[0]));
						final float[] probabilities = target.probabilities(input(source, features.pictures().files().get(i)))[0];
						assertArrayEquals(new double[] { even, 1 - even }, new double[] { probabilities[0], probabilities[1] }, 1e-4);
					}
				}
			}
		}
	}

	@Test
	void theLastLayerWithWeightsScoresTheNewClassesAndTheOthersStay() {
		final Network dense = NetworkChanges.withClasses(TestModels.chain().network(), 7);
		assertEquals(7, dense.classes());
		assertEquals(TestModels.chain().network().nodes().subList(0, 8), dense.nodes().subList(0, 8));
		final Network scores = Network.input("data", new Shape(3, 9, 9)).add("conv1", new Convolution(4, Window.square(3, 1)))
			.add("conv2", new Convolution(6, Window.square(1, 1), 2, true)).add("mean", new GlobalAveragePool()).build();
		final Network convolved = NetworkChanges.withClasses(scores, 5);
		assertEquals(Shape.vector(5), convolved.output().shape());
		assertTrue(convolved.output().layer() instanceof Softmax);
		assertEquals(new Convolution(5, Window.square(1, 1), 1, true), convolved.node("conv2").layer());
	}

	private static Batch input(final Classifier source, final PictureFile file) throws IOException {
		return source.input(ScaledPicture.forInput(file.open(), source.network().inputShape()).centre());
	}
}

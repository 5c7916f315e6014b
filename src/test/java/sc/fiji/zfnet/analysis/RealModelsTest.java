package sc.fiji.zfnet.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.evaluation.EvaluatedModel;
import sc.fiji.zfnet.analysis.evaluation.Evaluation;
import sc.fiji.zfnet.analysis.evaluation.ModelErrors;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureFolder;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.SharedData;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** Networks with real weights get as many real pictures right as they did when computed independently elsewhere. */
class RealModelsTest {

	@Test
	void squeezenetGetsSixtyOfAHundredPhotographsRightAndEightyFiveInItsTopFive() throws IOException {
		final Path images = SharedData.path("imagenet-samples/images");
		try (Classifier classifier = classifier("squeezenet1.0", new Preprocessing(ChannelOrder.BGR, List.of(104.0, 117.0,
			123.0), List.of(1.0))))
		{
			int first = 0;
			int five = 0;
			int firstByRounding = 0;
			int fiveByRounding = 0;
			int pictures = 0;
			final List<PictureFile> files = new ArrayList<>();
			final List<String> classes = new ArrayList<>();
			for (final Path file : PictureFolder.list(images).files()) {
				final String name = file.getFileName().toString();
				final int truth = classifier.labels().find(name.substring(0, name.lastIndexOf('.')));
				if (truth % 10 != 0) continue;
				pictures++;
				files.add(PictureFile.of(file));
				classes.add(name.substring(0, 9));
				final float[] probabilities = classifier.averageProbabilities(List.of(centre(PictureFile.of(file),
					classifier)));
				final List<ClassScore> best = classifier.best(probabilities, 6);
				if (best.get(0).index() == truth) first++;
				if (best.stream().limit(5).anyMatch(score -> score.index() == truth)) five++;
				if (isNear(probabilities[truth], best.get(0), best.get(1))) firstByRounding++;
				if (isNear(probabilities[truth], best.get(4), best.get(5))) fiveByRounding++;
			}
			System.out.println("squeezenet1.0: " + first + " right and " + five + " in the top five of " + pictures);
			assertEquals(100, pictures);
			assertEquals(60, first, 3);
			assertEquals(85, five, 3);
			// The folder of a class may be named by its WordNet number alone. In batches, rounding may decide otherwise.
			final ModelErrors errors = new Evaluation(List.of(new EvaluatedModel("squeezenet", classifier)), false).run(
				new LabelledFiles(files, IntStream.range(0, pictures).boxed().toList(), classes), Progress.NONE).errors().get(0);
			assertEquals(pictures, errors.top1().pictures());
			assertEquals(pictures - first, errors.top1().errors(), firstByRounding);
			assertEquals(pictures - five, errors.top5().errors(), fiveByRounding);
			assertTrue(firstByRounding + fiveByRounding <= 2, "hardly any are so near");
		}
	}

	/** Measured in PyTorch for the same networks; class 0 is the background, the others are in the photographs' order. */
	@ParameterizedTest
	@CsvSource({ "mobilenet2-imagenet, 96, 110" })
	void mobileNetsGetAsManyPhotographsRightAsElsewhere(final String model, final int right, final int inTopFive)
		throws IOException
	{
		final Path images = SharedData.path("imagenet-samples/images");
		final List<String> names = Files.readAllLines(SharedData.path("imagenet-samples/labels.txt"));
		try (Classifier classifier = classifier(model, new Preprocessing(ChannelOrder.RGB, List.of(128.0), List.of(128.0)))) {
			int first = 0;
			int five = 0;
			final List<Path> files = PictureFolder.list(images).files();
			for (final Path file : files) {
				final String name = file.getFileName().toString();
				final int truth = names.indexOf(name.substring(0, name.lastIndexOf('.'))) + 1;
				final List<ClassScore> best = classifier.best(classifier.averageProbabilities(List.of(centre(PictureFile.of(file), classifier))),
					5);
				if (best.get(0).index() == truth) first++;
				if (best.stream().anyMatch(score -> score.index() == truth)) five++;
			}
			System.out.println(model + ": " + first + " right and " + five + " in the top five of " + files.size());
			assertEquals(110, files.size());
			assertEquals(right, first, 1);
			assertEquals(inTopFive, five, 1);
		}
	}

	/** Whether a class stands at the border between two ranks, with scores too near for 32-bit floats in 26 layers. */
	private static boolean isNear(final float probability, final ClassScore above, final ClassScore below) {
		return above.probability() - below.probability() < 1e-4 * above.probability() && probability >= below.probability() &&
			probability <= above.probability();
	}

	@Test
	void tinyVggGetsThreeHundredAndTenOfItsValidationPicturesRight() throws IOException {
		final List<Path> folders = List.of(SharedData.path("tiny-imagenet/pretrain/val"), SharedData.path(
			"tiny-imagenet/transfer/val"));
		try (Classifier classifier = classifier("tiny-vgg", new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(
			255.0))))
		{
			final Map<String, Integer> classes = new HashMap<>();
			for (int i = 0; i < classifier.labels().count(); i++)
				classes.put(classifier.labels().name(i).replace("red panda", "lesser panda"), i);
			int right = 0;
			int pictures = 0;
			for (final Path folder : folders)
				for (final PictureFolder.Labelled labelled : PictureFolder.list(folder).labelled()) {
					final Integer truth = classes.get(labelled.className().substring(10).replace('_', ' '));
					if (truth == null) continue;
					pictures++;
					final float[] probabilities = classifier.averageProbabilities(List.of(centre(labelled.picture(), classifier)));
					if (classifier.best(probabilities, 1).get(0).index() == truth) right++;
				}
			System.out.println("tiny-vgg: " + right + " right of " + pictures);
			assertEquals(450, pictures);
			assertEquals(310, right, 2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "zfnet512", "bvlc_alexnet", "vgg19", "squeezenet" })
	void modelsOfTheOnnxZooGiveTheOutputThatComesWithThem(final String model) throws IOException {
		final String name = "light_" + model;
		final int side = 224;
		final TrainedNetwork trained = OnnxReader.read(SharedData.path("models/onnx-light/" + name + ".onnx"));
		assertEquals(new Shape(3, side, side), trained.network().inputShape());
		assertEquals(Shape.vector(1000), trained.network().output().shape());
		final Batch input = new Batch(1, trained.network().inputShape());
		// What the zoo fed: 0, 1, 2, ... over all values, channel by channel, divided by their number.
		for (int c = 0, i = 0; c < 3; c++)
			for (int y = 0; y < side; y++)
				for (int x = 0; x < side; x++)
					input.values()[input.index(0, y, x, c)] = i++ / (float) input.values().length;
		final List<Float> expected = expected(SharedData.path("models/onnx-light/" + name + "_output_0.pb"));
		try (NetworkSession session = new NetworkSession(trained, EngineOptions.DEFAULT)) {
			final float[] output = session.forward(input).values();
			assertEquals(expected.size(), output.length);
			final float[] scores = session.forward(input, trained.network().nodes().stream().filter(node -> node.layer()
				.isSoftmax()).findFirst().orElseThrow().inputs().get(0)).values();
			double largest = 0;
			for (final float score : scores)
				largest = Math.max(largest, Math.abs(score));
			// Scores of constant weights can be so large that their last digit decides on the softmax; then the scores are compared.
			for (int i = 0; i < output.length; i++)
				if (Math.abs(expected.get(i) - output[i]) > 1e-5f) assertEquals(Math.log(expected.get(i) / expected.get(0)), scores[i] -
					scores[0], 1e-5 * largest, "class " + i + " of scores up to " + largest);
		}
	}

	private static List<Float> expected(final Path file) throws IOException {
		final TensorProto tensor = TensorProto.parseFrom(Files.readAllBytes(file));
		final List<Float> values = new ArrayList<>(tensor.getFloatDataList());
		final var buffer = tensor.getRawData().asReadOnlyByteBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		while (buffer.hasRemaining())
			values.add(buffer.get());
		assertTrue(values.size() > 0);
		return values;
	}

	private static RandomAccessibleInterval<FloatType> centre(final PictureSource picture, final Classifier classifier)
		throws IOException
	{
		return ScaledPicture.forInput(picture.open(), classifier.network().inputShape()).centre();
	}

	private static Classifier classifier(final String model, final Preprocessing preprocessing) throws IOException {
		final Path folder = SharedData.path("models/" + model);
		return new Classifier(new NetworkSession(OnnxReader.read(folder.resolve("model.onnx")), EngineOptions.DEFAULT),
			preprocessing, Labels.read(folder.resolve("labels.txt")));
	}
}

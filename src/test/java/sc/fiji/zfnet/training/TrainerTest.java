package sc.fiji.zfnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.onnx.OnnxReader;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.testing.Cancelling;

class TrainerTest {

	private static final EngineOptions ONE_THREAD = new EngineOptions(EngineOptions.DeviceChoice.CPU, 1,
		EngineOptions.Precision.FLOAT32);
	private static final int EPOCHS = 6;

	@TempDir
	private Path folder;
	private Path train;
	private Path validation;

	@BeforeEach
	void writePictures() throws IOException {
		train = ColouredPictures.write(folder.resolve("train"), 12, 1, 9, 9, 9);
		validation = ColouredPictures.write(folder.resolve("val"), 12, 2, 3, 3, 3);
	}

	@Test
	void coloursAreLearnedAndAllFilesAreWritten() throws IOException {
		final List<Epoch> heard = new ArrayList<>();
		final TrainingResult result = train("work", EPOCHS, false, Progress.NONE, heard);
		assertEquals(1, result.history().get(EPOCHS - 1).validationTop1());
		assertEquals(result.history(), heard);
		assertFalse(result.cancelled());
		assertEquals(EPOCHS + 1, Files.readAllLines(folder.resolve("work/history.csv")).size());
		assertEquals(List.of("epoch-001.onnx", "epoch-003.onnx", "epoch-006.onnx"), files("work/checkpoints"));
		final TrainedNetwork last = OnnxReader.read(folder.resolve("work/checkpoints/epoch-006.onnx"));
		for (final Node node : result.trained().network().nodes())
			if (node.hasWeights()) assertArrayEquals(result.trained().weights().of(node.name()).kernel(), last.weights().of(node
				.name()).kernel(), 1e-3f);
	}

	/** In processes of their own: TensorFlow takes the number of threads from the first session of a process. */
	@Test
	void trainingKilledInTheMiddleAndResumedGivesTheWeightsOfAnUninterruptedOne() throws Exception {
		assertEquals(0, process("whole", "begin").waitFor(), () -> text(folder.resolve("begin.log")));
		final Process killed = process("killed", "wait");
		try {
			// It waits in its fourth epoch, so it is killed in the middle of one.
			final Path reached = folder.resolve("reached");
			for (int i = 0; i < 1200 && killed.isAlive() && !Files.exists(reached); i++)
				Thread.sleep(50);
			assertTrue(Files.exists(reached), () -> "The training did not come so far: " + text(folder.resolve("wait.log")));
		}
		finally {
			killed.destroyForcibly().waitFor();
		}
		assertFalse(files("killed/checkpoints").contains("epoch-006.onnx"));
		assertEquals(3, TrainingFile.read(folder.resolve("killed"), network()).history().size());
		assertEquals(0, process("killed", "resume").waitFor(), () -> text(folder.resolve("resume.log")));
		final TrainingFile whole = TrainingFile.read(folder.resolve("whole"), network());
		final TrainingFile resumed = TrainingFile.read(folder.resolve("killed"), network());
		assertSame(new TrainedNetwork(network(), whole.state().weights()), new TrainedNetwork(network(), resumed.state()
			.weights()));
		assertSame(new TrainedNetwork(network(), whole.state().momenta()), new TrainedNetwork(network(), resumed.state()
			.momenta()));
		assertEquals(EPOCHS, resumed.history().size());
		for (int i = 0; i < EPOCHS; i++)
			assertEquals(whole.history().get(i).validationLoss(), resumed.history().get(i).validationLoss());
		assertEquals(files("whole/checkpoints"), files("killed/checkpoints"));
	}

	private Process process(final String name, final String mode) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx500m", "-cp", System
			.getProperty("java.class.path"), TrainerTest.class.getName(), folder.toString(), name, mode).redirectErrorStream(
				true).redirectOutput(folder.resolve(mode + ".log").toFile()).start();
	}

	/** A training in a folder of a name: from its beginning, from it but waiting for good in the fourth epoch, or resumed. */
	public static void main(final String... arguments) throws IOException {
		final TrainerTest test = new TrainerTest();
		test.folder = Path.of(arguments[0]);
		test.train = test.folder.resolve("train");
		test.validation = test.folder.resolve("val");
		final List<Epoch> heard = new ArrayList<>();
		final boolean wait = arguments[2].equals("wait");
		test.train(arguments[1], EPOCHS, arguments[2].equals("resume"), new Cancelling(() -> {
			if (wait && heard.size() == 3) test.waitForever();
			return false;
		}), heard);
	}

	private void waitForever() {
		try {
			Files.createFile(folder.resolve("reached"));
			Thread.sleep(Long.MAX_VALUE);
		}
		catch (final IOException | InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void cancellingEndsAfterTheBatchWithAUsableNetworkAndResumingGoesOn() throws IOException {
		final TrainingResult whole = train("whole", EPOCHS, false, Progress.NONE, new ArrayList<>());
		final List<Epoch> heard = new ArrayList<>();
		final TrainingResult cancelled = train("work", EPOCHS, false, new Cancelling(() -> heard.size() == 2), heard);
		assertTrue(cancelled.cancelled());
		assertEquals(2, cancelled.history().size());
		for (final float weight : cancelled.trained().weights().of("conv1").kernel())
			assertTrue(Float.isFinite(weight));
		final TrainingResult resumed = train("work", EPOCHS, true, Progress.NONE, new ArrayList<>());
		assertSame(whole.trained(), resumed.trained());
	}

	@Test
	void newTrainingInAnOldFolderLeavesNothingOfTheOldOne() throws IOException {
		train("work", EPOCHS, false, Progress.NONE, new ArrayList<>());
		train("work", 1, false, Progress.NONE, new ArrayList<>());
		assertEquals(List.of("epoch-001.onnx"), files("work/checkpoints"));
		assertEquals(2, Files.readAllLines(folder.resolve("work/history.csv")).size());
	}

	@Test
	void trainingThatEndsBeforeItsFirstEpochLeavesAnEarlierOneAsItWas() throws IOException {
		train("work", 3, false, Progress.NONE, new ArrayList<>());
		final Map<String, byte[]> before = contents("work");
		assertEquals(4, before.size(), before.keySet()::toString);
		train("work", EPOCHS, false, new Cancelling(() -> true), new ArrayList<>());
		final Map<String, byte[]> after = contents("work");
		assertEquals(before.keySet(), after.keySet());
		before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
	}

	private Map<String, byte[]> contents(final String name) throws IOException {
		final Map<String, byte[]> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder.resolve(name))) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				contents.put(file.toString(), Files.readAllBytes(file));
		}
		return contents;
	}

	@Test
	void trainingThatEndsBeforeItsFirstEpochLeavesNoFolder() throws IOException {
		train("work", EPOCHS, false, new Cancelling(() -> true), new ArrayList<>());
		assertFalse(Files.exists(folder.resolve("work")));
		assertRefused("There is no interrupted training", "work");
		assertFalse(Files.exists(folder.resolve("work")));
		Files.createDirectory(folder.resolve("mine"));
		train("mine", EPOCHS, false, new Cancelling(() -> true), new ArrayList<>());
		assertEquals(List.of(), files("mine"));
	}

	@Test
	void resumingWithoutOrWithADamagedStateIsRefused() throws IOException {
		assertRefused("There is no interrupted training", "nothing");
		train("long", 2, false, Progress.NONE, new ArrayList<>());
		final var fewer = assertThrows(IllegalArgumentException.class, () -> train("long", 1, true, Progress.NONE,
			new ArrayList<>()));
		assertTrue(fewer.getMessage().contains("is 1; the interrupted training run already has 2"), fewer::getMessage);
		train("work", 1, false, Progress.NONE, new ArrayList<>());
		final Path state = folder.resolve("work").resolve(TrainingFile.NAME);
		final byte[] whole = Files.readAllBytes(state);
		Files.write(state, Arrays.copyOf(whole, whole.length / 2));
		assertRefused("is truncated", "work");
		Files.write(state, new byte[100]);
		assertRefused("not a training file of this plugin", "work");
	}

	@Test
	void aStateBelongsToItsRecipePicturesAndArchitecture() throws IOException {
		train("work", 2, false, Progress.NONE, new ArrayList<>());
		final LabelledPictures pictures = LabelledPictures.read(train, network().inputShape(), 1 << 20, Progress.NONE);
		final LabelledPictures others = pictures.readMore(validation, 1 << 20, Progress.NONE);
		final Recipe slower = recipe(EPOCHS).withRate(0.01);
		assertResumeRefused("rate 0.02 (now 0.01);", network(), slower, pictures, others);
		assertResumeRefused("validation pictures 9 with checksum", network(), recipe(EPOCHS), pictures, null);
		final Path repainted = ColouredPictures.write(folder.resolve("repainted"), 12, 9, 9, 9, 9);
		assertResumeRefused("training pictures 27 with checksum", network(), recipe(EPOCHS), LabelledPictures.read(repainted,
			network().inputShape(), 1 << 20, Progress.NONE), others);
		final Network overlapping = Network.input("data", new Shape(3, 12, 12)).add("conv1", new Convolution(6, Window.square(3,
			2, 1))).add("relu1", new Relu()).add("pool1", new MaxPool(Window.square(2, 2).roundingUp())).add("flatten",
				new Flatten()).add("hidden", new Dense(16)).add("relu2", new Relu()).add("dropout", new Dropout(0.5)).add("scores",
					new Dense(3)).add("softmax", new Softmax()).build();
		assertResumeRefused("another architecture", overlapping, recipe(EPOCHS), pictures, others);
		final TrainingResult changed = new Trainer(network(), slower, ONE_THREAD).acceptingChanges(true).train(pictures, others,
			folder.resolve("work"), true, Progress.NONE, epoch -> {});
		assertEquals(List.of("rate 0.02 until epoch 2, then 0.01"), changed.changes());
		assertEquals(EPOCHS, changed.history().size());
	}

	private void assertResumeRefused(final String part, final Network network, final Recipe recipe,
		final LabelledPictures pictures, final LabelledPictures others)
	{
		final var refused = assertThrows(IllegalArgumentException.class, () -> new Trainer(network, recipe, ONE_THREAD).train(
			pictures, others, folder.resolve("work"), true, Progress.NONE, epoch -> {}));
		assertTrue(refused.getMessage().contains(part), refused::getMessage);
	}

	@Test
	void aTrainingStartedOverAnotherAndKilledInItsFirstEpochIsNotResumedWithTheOthersState() throws IOException {
		train("work", EPOCHS, false, Progress.NONE, new ArrayList<>());
		final LabelledPictures pictures = LabelledPictures.read(train, network().inputShape(), 1 << 20, Progress.NONE);
		final Recipe other = recipe(EPOCHS).withRate(0.001).withMomentum(0.5);
		new Trainer(network(), other, ONE_THREAD).train(pictures, null, folder.resolve("work"), false, new Cancelling(
			() -> true), epoch -> {});
		assertResumeRefused("rate 0.02 (now 0.001), momentum 0.9 (now 0.5)", network(), other,
			pictures, null);
	}

	@Test
	void twoTrainingsInOneFolderAreRefused() throws IOException {
		final List<String> refusals = new ArrayList<>();
		train("work", 1, false, new Cancelling(() -> {
			if (refusals.isEmpty()) refusals.add(assertThrows(IOException.class, () -> train("work", 1, false, Progress.NONE,
				new ArrayList<>())).getMessage());
			return false;
		}), new ArrayList<>());
		assertTrue(refusals.get(0).startsWith("Another training run is using"), refusals::toString);
		assertEquals(List.of("checkpoints", "history.csv", TrainingFile.NAME), files("work"));
	}

	private void assertRefused(final String part, final String name) {
		final IOException refused = assertThrows(IOException.class, () -> train(name, EPOCHS, true, Progress.NONE,
			new ArrayList<>()));
		assertTrue(refused.getMessage().contains(part), refused::getMessage);
	}

	@Test
	void pictureThatCannotBeReadEndsTrainingWithItsName() throws IOException {
		final LabelledPictures pictures = LabelledPictures.read(train, network().inputShape(), 0, Progress.NONE);
		Files.delete(train.resolve("red/p3.png"));
		final IOException refused = assertThrows(IOException.class, () -> new Trainer(network(), recipe(2), ONE_THREAD).train(
			pictures, null, folder.resolve("work"), false, Progress.NONE, epoch -> {}));
		assertTrue(refused.getMessage().contains("p3.png"), refused::getMessage);
	}

	@Test
	void balancedClassesCountTheSameHoweverFewTheirPictures() throws IOException {
		// All pictures are black, which is the mean: what remains is how much each class counts, which the biases learn.
		final Path uneven = folder.resolve("uneven");
		final BufferedImage black = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
		for (int i = 0; i < 16; i++)
			ImageIO.write(black, "png", Files.createDirectories(uneven.resolve(i == 0 ? "one" : "other")).resolve("p" + i +
				".png").toFile());
		final LabelledPictures pictures = LabelledPictures.read(uneven, new Shape(3, 12, 12), 1 << 20, Progress.NONE);
		final Network network = Network.input("data", new Shape(3, 12, 12)).add("flatten", new Flatten()).add("scores",
			new Dense(2)).add("softmax", new Softmax()).build();
		final double[] losses = new double[2];
		for (int i = 0; i < 2; i++) {
			final Recipe recipe = Recipe.PAPER.withEpochs(60)
				.withBatch(16)
				.withRate(0.5)
				.withDropout(0)
				.withDecay(0)
				.withWarmUp(0)
				.withSchedule(Schedule.COSINE)
				.withBalancedClasses(i == 1)
				.withCheckpoints(Set.of());
			losses[i] = new Trainer(network, recipe, ONE_THREAD).train(pictures, pictures, folder.resolve("b" + i), false,
				Progress.NONE, epoch -> {}).history().get(59).validationLoss();
		}
		// Entropy of 1/16 against 15/16, and the cross entropy of even chances.
		assertEquals(0.2338, losses[0], 0.005);
		assertEquals(Math.log(2), losses[1], 0.005);
	}

	private TrainingResult train(final String name, final int epochs, final boolean resume, final Progress progress,
		final List<Epoch> heard) throws IOException
	{
		final LabelledPictures pictures = LabelledPictures.read(train, network().inputShape(), 1 << 20, Progress.NONE);
		final LabelledPictures others = pictures.readMore(validation, 1 << 20, Progress.NONE);
		return new Trainer(network(), recipe(epochs), ONE_THREAD).train(pictures, others, folder.resolve(name), resume,
			progress, heard::add);
	}

	private static Recipe recipe(final int epochs) {
		return Recipe.PAPER.withEpochs(epochs)
			.withBatch(4)
			.withRate(0.02)
			.withDropout(0.2)
			.withClip(0.3)
			.withDecay(1e-3)
			.withWarmUp(0.5)
			.withSchedule(Schedule.COSINE)
			.withSeed(7)
			.withCheckpoints(Set.of(1, 3));
	}

	private static Network network() {
		return Network.input("data", new Shape(3, 12, 12)).add("conv1", new Convolution(6, Window.square(3, 2, 1))).add("relu1",
			new Relu()).add("pool1", new MaxPool(Window.square(3, 2).roundingUp())).add("flatten", new Flatten()).add("hidden",
				new Dense(16)).add("relu2", new Relu()).add("dropout", new Dropout(0.5)).add("scores", new Dense(3)).add(
					"softmax", new Softmax()).build();
	}

	private List<String> files(final String name) throws IOException {
		try (var files = Files.list(folder.resolve(name))) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			return e.toString();
		}
	}

	private static void assertSame(final TrainedNetwork expected, final TrainedNetwork actual) {
		expected.weights().asMap().forEach((name, weights) -> {
			final LayerWeights other = actual.weights().of(name);
			assertArrayEquals(weights.kernel(), other.kernel(), name);
			assertArrayEquals(weights.bias(), other.bias(), name);
		});
	}
}

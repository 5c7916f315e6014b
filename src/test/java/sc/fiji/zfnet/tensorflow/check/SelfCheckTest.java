package sc.fiji.zfnet.tensorflow.check;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** That right layers are found right in every direction, and wrong ones are caught. */
class SelfCheckTest {

	@ParameterizedTest
	@ValueSource(strings = { "zfnet-tiny", "alexnet-tiny", "zfnet-blood" })
	void everyLayerOfTheBundledModelsIsRight(final String model) throws Exception {
		final TrainedNetwork trained = ModelFolder.open(Path.of("models", model)).load();
		final SelfCheck check = new SelfCheck(EngineOptions.DEFAULT, null);
		assertDoesNotThrow(() -> check.beforeUse(trained));
		assertDoesNotThrow(() -> check.beforeTraining(trained));
	}

	@Test
	void everyLayerOfRandomNetworksIsRightInEveryDirection() {
		for (int seed = 0; seed < 30; seed++) {
			final TrainedNetwork trained = seed < 10 ? RandomNetworks.network(new Random(seed)) : RandomNetworks.residual(
				new Random(seed));
			for (final boolean training : new boolean[] { false, true })
				for (final LayerVerdict verdict : verdicts(trained, training, LayerComputation.OPERATIONS))
					assertTrue(verdict.right(), "seed " + seed + ", " + verdict.direction() + " of " + verdict.layer().setting() +
						" is off by " + verdict.error());
		}
	}

	@Test
	void aBlockOfChannelsThatComesDownWronglyIsCaught() {
		final TrainedNetwork trained = network();
		final List<LayerVerdict> wrong = new ArrayList<>(verdicts(trained, false, new WrongDown()));
		wrong.removeIf(LayerVerdict::right);
		assertEquals(1, wrong.size());
		assertEquals("conv2", wrong.get(0).layer().node().name());
		assertEquals(LayerVerdict.Direction.DOWN, wrong.get(0).direction());
		// One block is half of what it should be.
		assertEquals(0.5, wrong.get(0).error(), 0.2);
	}

	@Test
	void aWrongLayerEndsTheUseInOneSentenceThatNamesIt() {
		final SelfCheck check = new SelfCheck(EngineOptions.DEFAULT, null, new WrongDown());
		final String message = assertThrows(MiscomputedLayerException.class, () -> check.beforeUse(network())).getMessage();
		assertTrue(message.startsWith("Layer 'conv2' (Convolution) is computed wrongly (down)"), message);
		assertTrue(message.contains("TF_ENABLE_ONEDNN_OPTS=0"), message);
	}

	@Test
	void aKernelGradientThatIsSlightlyWrongIsCaught() {
		final List<LayerVerdict> verdicts = verdicts(network(), true, new WrongGradient());
		assertTrue(verdicts.stream().filter(verdict -> verdict.direction() == LayerVerdict.Direction.KERNEL_GRADIENT).noneMatch(
			LayerVerdict::right));
		assertTrue(verdicts.stream().filter(verdict -> verdict.direction() != LayerVerdict.Direction.KERNEL_GRADIENT).allMatch(
			LayerVerdict::right));
	}

	@Test
	void whatWasRightIsNotComputedAgainAndWhatWasWrongIs(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("models").resolve("checked-layers.txt");
		final TrainedNetwork trained = network();
		final SelfCheck wrong = new SelfCheck(EngineOptions.DEFAULT, file, new WrongDown());
		assertThrows(MiscomputedLayerException.class, () -> wrong.beforeUse(trained));
		assertFalse(Files.exists(file));
		new SelfCheck(EngineOptions.DEFAULT, file).beforeUse(trained);
		assertEquals(3, Files.readAllLines(file).size(), "one line for each setting of a layer");
		assertDoesNotThrow(() -> new SelfCheck(EngineOptions.DEFAULT, file, new WrongDown()).beforeUse(trained),
			"is not checked again");
		final EngineOptions others = new EngineOptions(EngineOptions.DeviceChoice.CPU, 1, EngineOptions.Precision.FLOAT32);
		assertThrows(MiscomputedLayerException.class, () -> new SelfCheck(others, file, new WrongDown()).beforeUse(trained),
			"another number of threads may take other kernels");
	}

	@Test
	void whatIsRightInTrainingIsRememberedInTheFileToo(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("checked-layers.txt");
		final TrainedNetwork trained = network();
		new SelfCheck(EngineOptions.DEFAULT, file).beforeTraining(trained);
		assertEquals(3, Files.readAllLines(file).size(), "one line for each setting of a layer");
		// As another process has it that has read nothing but the file.
		final Path copy = Files.copy(file, folder.resolve("copy.txt"));
		assertDoesNotThrow(() -> new SelfCheck(EngineOptions.DEFAULT, copy, new WrongGradient()).beforeTraining(trained));
		assertThrows(MiscomputedLayerException.class, () -> new SelfCheck(EngineOptions.DEFAULT, copy, new WrongDown())
			.beforeUse(trained), "says nothing of the way down");
	}

	private static List<LayerVerdict> verdicts(final TrainedNetwork trained, final boolean training,
		final LayerComputation computation)
	{
		return new LayerCheck(EngineOptions.DEFAULT, computation, 7).check(trained.network().nodes().stream().map(
			node -> new LayerCase(node, node.hasWeights() ? trained.weights().of(node.name()) : null)).toList(), training);
	}

	/** Two convolutions, the second of 40 channels. */
	private static TrainedNetwork network() {
		final Network.Builder builder = Network.input("data", new sc.fiji.zfnet.network.Shape(3, 17, 13));
		builder.add("conv1", new Convolution(40, Window.square(3, 2, 1)));
		builder.add("relu1", new Relu());
		builder.add("conv2", new Convolution(24, Window.square(3, 1, 1)));
		final Network network = builder.build();
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(1)));
	}

	/** Kernel gradients are slightly too large. */
	private static final class WrongGradient implements LayerComputation {

		@Override
		public LayerGradients backward(final Ops tf, final Node node, final Operand<TFloat32> above,
			final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights)
		{
			final LayerGradients right = LayerComputation.super.backward(tf, node, above, inputs, output, weights);
			if (right.weights() == null) return right;
			return new LayerGradients(right.inputs(), new WeightOperands(tf.math.mul(right.weights().kernel(), tf.constant(
				1.0005f)), right.weights().bias()));
		}
	}

	/** Halves what comes down to channels 32 to 39 of conv2's input. */
	private static final class WrongDown implements LayerComputation {

		@Override
		public List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
			final ForwardPass pass)
		{
			final List<Operand<TFloat32>> right = LayerComputation.super.downward(tf, node, above, pass);
			if (!node.name().equals("conv2")) return right;
			final float[] factors = new float[40];
			for (int channel = 0; channel < 40; channel++)
				factors[channel] = channel < 32 ? 1 : 0.5f;
			return List.of(tf.math.mul(right.get(0), tf.constant(Shape.of(40), DataBuffers.of(factors))));
		}
	}
}

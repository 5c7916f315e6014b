package sc.fiji.zfnet.analysis.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.zfnet.analysis.MapSelection;
import sc.fiji.zfnet.model.ModelFolder;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.picture.PictureFile;
import sc.fiji.zfnet.picture.PictureSource;
import sc.fiji.zfnet.progress.CancelledException;
import sc.fiji.zfnet.progress.Progress;
import sc.fiji.zfnet.reference.RandomNetworks;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.testing.Cancelling;
import sc.fiji.zfnet.testing.Checkpoints;

/** What the macros' tests of Feature Evolution do not reach. */
class EvolutionExperimentTest {

	private static final List<PictureFile> FILES = Stream.of("a", "b", "c").map(name -> PictureFile.of(Path.of(name))).toList();

	@TempDir
	private Path folder;

	private EvolutionExperiment experiment(final SortedMap<Integer, TrainedNetwork> checkpoints) throws IOException {
		return new EvolutionExperiment(ModelFolder.open(Checkpoints.install(folder, "evolving", checkpoints)),
			EngineOptions.DEFAULT, "relu1");
	}

	private static Img<FloatType> read(final PictureSource file) {
		final Random random = new Random(file.toString().charAt(0));
		final float[] values = new float[3 * 32 * 32];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return ArrayImgs.floats(values, 32, 32, 3);
	}

	@Test
	void cancelledItGivesTheCheckpointsThatAreComplete() throws IOException {
		final AtomicBoolean cancelled = new AtomicBoolean();
		final Evolution evolution = experiment(Checkpoints.chain()).run(FILES, EvolutionExperimentTest::read, MapSelection.parse(
			"0,1"), feature -> cancelled.set(feature.epoch() == 1), new Cancelling(cancelled::get));
		assertEquals(List.of(4, 10), evolution.epochs());
		assertEquals(List.of(4, 4, 10, 10), evolution.units().stream().map(Evolution.EvolvedUnit::epoch).toList());
		assertEquals(List.of("conv1", "conv2", "fc3", "fc4"), evolution.layers());
		for (final LayerChange change : evolution.changes())
			assertEquals("4 10", change.fromEpoch() + " " + change.toEpoch());
	}

	@Test
	void cancelledAtOnceItSaysSo() throws IOException {
		final EvolutionExperiment experiment = experiment(Checkpoints.chain());
		assertEquals("The evolution was cancelled before the first checkpoint was complete", assertThrows(
			CancelledException.class, () -> experiment.run(FILES, EvolutionExperimentTest::read, MapSelection.parse("0"),
				feature -> {}, new Cancelling(() -> true))).getMessage());
	}

	@Test
	void checkpointsOfAnotherNetworkAreNamed() throws IOException {
		final SortedMap<Integer, TrainedNetwork> checkpoints = Checkpoints.chain();
		final Network other = Network.input("data", new Shape(3, 32, 32)).add("conv1", new Convolution(6, Window.square(5, 2, 1)))
			.add("relu1", new Relu()).add("flatten", new Flatten()).add("fc2", new Dense(4)).build();
		checkpoints.put(4, new TrainedNetwork(other, RandomNetworks.weights(other, new Random(1))));
		final EvolutionExperiment experiment = experiment(checkpoints);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> experiment.run(FILES, EvolutionExperimentTest::read,
			MapSelection.parse("0"), feature -> {}, Progress.NONE)).getMessage().startsWith(
				"The checkpoint of epoch 4 of the model 'evolving' has other layers than that of epoch 10"));
	}

	@Test
	void settlingIsTheMeanEpochOfChange() {
		// 1 to 3 and 3 to 9 have their middles at 2 and 6.
		final LayerSettling settling = LayerSettling.of("conv1", List.of(new LayerChange("conv1", 1, 3, 0.6, Double.NaN),
			new LayerChange("conv1", 3, 9, 0.2, 0.5)));
		assertEquals((0.6 * 2 + 0.2 * 6) / 0.8, settling.weights(), 1e-12);
		assertEquals(6, settling.topPictures(), 1e-12);
		assertTrue(Double.isNaN(LayerSettling.of("conv1", List.of(new LayerChange("conv1", 1, 3, 0, 0))).weights()));
	}
}

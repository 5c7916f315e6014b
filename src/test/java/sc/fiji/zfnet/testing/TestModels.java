package sc.fiji.zfnet.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import sc.fiji.zfnet.picture.Picture;
import sc.fiji.zfnet.picture.ScaledPicture;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.ModelDescription;
import sc.fiji.zfnet.model.ModelStore;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.reference.Bounded;
import sc.fiji.zfnet.reference.PlainNetwork;
import sc.fiji.zfnet.reference.RandomNetworks;

/** Small models with random weights for tests of commands. */
public final class TestModels {

	private TestModels() {}

	/** A chain of two convolutions for pictures of 32 × 32 pixels and four classes; weights from a fixed seed. */
	public static TrainedNetwork chain() {
		return chain(42);
	}

	/** The same with weights from another seed. */
	public static TrainedNetwork chain(final long seed) {
		return chain(3, seed);
	}

	/** The same for pictures of another number of channels. */
	public static TrainedNetwork chain(final int channels, final long seed) {
		final Network network = Network.input("data", new Shape(channels, 32, 32)).add("conv1", new Convolution(6, Window.square(5, 2,
			1))).add("relu1", new Relu()).add("pool1", new MaxPool(Window.square(3, 2).roundingUp())).add("conv2",
				new Convolution(8, Window.square(3, 1, 1))).add("relu2", new Relu()).add("flatten", new Flatten()).add("fc3",
					new Dense(12)).add("relu3", new Relu()).add("fc4", new Dense(4)).add("softmax", new Softmax()).build();
		return new TrainedNetwork(network, RandomNetworks.weights(network, new Random(seed)));
	}

	/**
	 * Installs {@link #chain} with classes cat, dog, bird and fish, BGR, mean 100, 110, 120 and std 50.
	 *
	 * @param root folder of models
	 * @param name the model's name
	 * @return the model's folder
	 */
	public static Path install(final Path root, final String name) throws IOException {
		final Preprocessing preprocessing = new Preprocessing(ChannelOrder.BGR, List.of(100.0, 110.0, 120.0), List.of(50.0));
		return new ModelStore(List.of(root)).install(name, ModelDescription.of(name, "Random weights.", preprocessing), chain(),
			new Labels(List.of("cat", "dog", "bird", "fish")), false, folder -> {}).path();
	}

	/**
	 * How far a value that the engine is given may be from one of {@link #input}: preprocessing takes a few steps, in another
	 * order there, with values of up to 255 / 50.
	 */
	public static final double INPUT_ERROR = 4 * Bounded.ROUNDOFF * 255 / 50;

	/** {@link #chain} computed with plain loops for a picture where it is installed. */
	public static PlainNetwork plain(final Path file) throws IOException {
		return new PlainNetwork(chain(), input(file), 0, INPUT_ERROR);
	}

	/** A picture as {@link #chain} takes it where it is installed: BGR, mean 100, 110, 120 and std 50. */
	public static Batch input(final Path file) throws IOException {
		final Shape shape = chain().network().inputShape();
		final var picture = ScaledPicture.forInput(Picture.open(file), shape).centre();
		final Batch batch = new Batch(1, shape);
		for (int y = 0; y < shape.height(); y++)
			for (int x = 0; x < shape.width(); x++)
				for (int c = 0; c < 3; c++)
					batch.values()[batch.index(0, y, x, c)] = (picture.getAt(x, y, 2 - c).get() - 100 - 10 * c) / 50;
		return batch;
	}
}

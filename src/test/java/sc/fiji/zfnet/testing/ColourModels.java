package sc.fiji.zfnet.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.model.ChannelOrder;
import sc.fiji.zfnet.model.Labels;
import sc.fiji.zfnet.model.Preprocessing;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.tensorflow.EngineOptions;
import sc.fiji.zfnet.tensorflow.NetworkSession;

/** Networks whose scores follow from the mean colour of a picture, so that answers can be worked out by hand. */
public final class ColourModels {

	/** Colours from 0 to 1. */
	public static final Preprocessing PREPROCESSING = new Preprocessing(ChannelOrder.RGB, List.of(0.0), List.of(255.0));

	private ColourModels() {}

	/**
	 * A network that ends in a softmax of linear scores of the mean red, green and blue.
	 *
	 * @param side width and height of the input
	 * @param scores for each class the factors of red, green and blue
	 */
	public static TrainedNetwork network(final int side, final float[][] scores) {
		final Network network = Network.input("data", new Shape(3, side, side)).add("mean", new GlobalAveragePool()).add(
			"scores", new Dense(scores.length, false)).add("softmax", new Softmax()).build();
		final float[] kernel = new float[3 * scores.length];
		for (int i = 0; i < kernel.length; i++)
			kernel[i] = scores[i / 3][i % 3];
		return new TrainedNetwork(network, new Weights(network, Map.of("scores", new LayerWeights(kernel, new float[0]))));
	}

	/** A classifier of such a network. */
	public static Classifier classifier(final TrainedNetwork network, final String... labels) {
		return new Classifier(new NetworkSession(network, EngineOptions.DEFAULT), PREPROCESSING, new Labels(List.of(labels)));
	}

	/** Writes a picture of one colour, and the folder that it is in where missing. */
	public static Path flat(final Path file, final int width, final int height, final int red, final int green,
		final int blue) throws IOException
	{
		final ColorProcessor pixels = new ColorProcessor(width, height);
		pixels.setColor(red << 16 | green << 8 | blue);
		pixels.fill();
		return save(file, pixels);
	}

	/** Writes a picture, and the folder that it is in where missing. */
	public static Path save(final Path file, final ColorProcessor pixels) throws IOException {
		Files.createDirectories(file.getParent());
		IJ.save(new ImagePlus("", pixels), file.toString());
		return file;
	}
}

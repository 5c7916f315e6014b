package sc.fiji.zfnet.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;

/**
 * Initial weights for training: Gaussian, with a variance of 2 / (number of inputs of a unit) (He, Zhang, Ren and Sun
 * 2015), and biases of 0. The paper sets all weights to 10⁻², which cannot be meant literally, because all filters of a
 * layer would stay equal. With a Gaussian of that width, the signal vanishes on its way through eight layers, and the
 * network does not learn.
 */
public final class InitialWeights {

	private InitialWeights() {}

	/** Draws the weights.
	 *
	 * @param network the network
	 * @param seed the same seed gives the same weights
	 */
	public static TrainedNetwork of(final Network network, final long seed) {
		final Random random = new Random(seed);
		final Map<String, LayerWeights> weights = new HashMap<>();
		for (final Node node : network.nodes()) {
			if (!node.hasWeights()) continue;
			final float[] kernel = new float[node.kernelSize()];
			final double deviation = Math.sqrt(2.0 * node.kernelDimensions()[0] / kernel.length);
			// Factors of single channels begin as those of batch normalisation do.
			if (node.kernelDimensions().length == 1) Arrays.fill(kernel, 1);
			else for (int i = 0; i < kernel.length; i++)
				kernel[i] = (float) (deviation * random.nextGaussian());
			weights.put(node.name(), new LayerWeights(kernel, new float[node.layer().biases()]));
		}
		return new TrainedNetwork(network, new Weights(network, weights));
	}
}

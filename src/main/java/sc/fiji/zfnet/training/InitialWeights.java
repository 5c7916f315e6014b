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
 * What training begins with: Gaussian weights with a variance of 2 / inputs of a unit (He, Zhang, Ren and Sun 2015), biases
 * of 0. The paper sets all weights to 10⁻², which leaves all filters of a layer the same, and so cannot be meant to the
 * letter; a Gaussian of that width makes the signal vanish on the way through eight layers, and training does not begin.
 */
public final class InitialWeights {

	private InitialWeights() {}

	/**
	 * Draws them.
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

package sc.fiji.zfnet.analysis.transfer;

import java.util.HashMap;
import java.util.Map;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.NetworkChanges;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;

/** A network for new classes: another network up to a layer, then a classifier of that layer's features and a softmax. */
public final class TransferredNetwork {

	private TransferredNetwork() {}

	/** Builds the network.
	 *
	 * @param source the network that gives the features
	 * @param layer the layer of the features
	 * @param classifier a classifier of the features, in the order of {@link LayerFeatures}
	 * @throws IllegalArgumentException if there is no such layer, or its features do not have the length of the classifier's
	 *           input
	 */
	public static TrainedNetwork of(final TrainedNetwork source, final String layer, final LinearClassifier classifier) {
		final Network built = NetworkChanges.withClassifier(source.network(), layer, classifier.biases().length);
		final Map<String, LayerWeights> weights = new HashMap<>();
		for (final Node node : source.network().upTo(layer))
			if (node.hasWeights()) weights.put(node.name(), source.weights().of(node.name()));
		weights.put(built.output().inputs().get(0), weights(classifier));
		return new TrainedNetwork(built, new Weights(built, weights));
	}

	private static LayerWeights weights(final LinearClassifier classifier) {
		final int length = classifier.weights()[0].length;
		final float[] kernel = new float[classifier.weights().length * length];
		final float[] biases = new float[classifier.biases().length];
		for (int c = 0; c < biases.length; c++) {
			for (int k = 0; k < length; k++)
				kernel[c * length + k] = (float) classifier.weights()[c][k];
			biases[c] = (float) classifier.biases()[c];
		}
		return new LayerWeights(kernel, biases);
	}
}

package sc.fiji.zfnet.analysis.invariance;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import sc.fiji.zfnet.analysis.Classifier;
import sc.fiji.zfnet.network.Batch;

/**
 * Builds an {@link InvarianceCurve} by comparing the outputs of layers for transformed pictures with those for the
 * original.
 */
final class InvarianceMeasurement {

	private final Classifier classifier;
	private final List<String> layers;
	private final Map<String, Batch> original;
	private final int label;
	private final double[][] distances;
	private final double[][] relative;
	private final double[] probabilities;

	/**
	 * @param original outputs of the layers and of the network for the untransformed picture
	 * @param label index of the class to record; if empty, the top-1 class of the untransformed picture
	 * @param values number of transforms
	 */
	InvarianceMeasurement(final Classifier classifier, final List<String> layers, final Map<String, Batch> original,
		final OptionalInt label, final int values)
	{
		this.classifier = classifier;
		this.layers = layers;
		this.original = original;
		this.label = label.orElseGet(() -> classifier.best(probabilities(original)[0], 1).get(0).index());
		final int classes = classifier.network().classes();
		if (this.label < 0 || this.label >= classes) throw new IllegalArgumentException("There is no class " + this.label +
			"; the network has 0 to " + (classes - 1));
		distances = new double[layers.size()][values];
		relative = new double[layers.size()][values];
		probabilities = new double[values];
	}

	/** Adds a batch of transformed pictures, beginning at the index of a value. */
	void take(final int first, final Map<String, Batch> outputs) {
		final float[][] classes = probabilities(outputs);
		IntStream.range(0, classes.length).parallel().forEach(i -> {
			for (int layer = 0; layer < distances.length; layer++)
				compare(first + i, layer, outputs.get(layers.get(layer)), i);
			probabilities[first + i] = classes[i][label];
		});
	}

	private float[][] probabilities(final Map<String, Batch> outputs) {
		return classifier.probabilitiesOf(outputs.get(classifier.network().output().name()));
	}

	private void compare(final int value, final int layer, final Batch output, final int picture) {
		final float[] before = original.get(layers.get(layer)).values();
		final float[] after = output.values();
		final int start = output.index(picture, 0, 0, 0);
		double difference = 0;
		double lengths = 0;
		for (int i = 0; i < before.length; i++) {
			final double a = before[i];
			final double b = after[start + i];
			difference += (a - b) * (a - b);
			lengths += a * a + b * b;
		}
		distances[layer][value] = Math.sqrt(difference);
		relative[layer][value] = lengths == 0 ? 0 : Math.sqrt(difference / lengths);
	}

	InvarianceCurve curve(final String picture, final double[] values) {
		final List<LayerDistances> all = IntStream.range(0, layers.size()).mapToObj(layer -> new LayerDistances(layers.get(
			layer), distances[layer], relative[layer])).toList();
		return new InvarianceCurve(picture, values, all, label, probabilities);
	}
}

package sc.fiji.zfnet.reference;

import java.util.List;

import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;

/** Gradients of a loss through every type of layer, by the chain rule. */
public final class PlainBackward {

	private PlainBackward() {}

	/**
	 * Gradients by the weights of a node, in the order of its weights.
	 *
	 * @param bias empty for a layer without biases
	 */
	public record WeightGradients(Bounded kernel, Bounded bias) {

		/** The sum over several pictures. */
		public WeightGradients plus(final WeightGradients other) {
			return new WeightGradients(kernel.plus(other.kernel), bias.plus(other.bias));
		}
	}

	/** Gradients by a node's weights. */
	static WeightGradients weights(final Node node, final Bounded above, final Bounded input) {
		final Shape in = node.inputShapes().get(0);
		final Sums kernel = new Sums(node.kernelSize());
		if (node.layer() instanceof Convolution convolution) Windows.visitConvolution(node, convolution, (o, i, k) -> add(
			kernel, k, above, o, input, i));
		else for (int o = 0; o < above.values().length; o++)
			for (int i = 0; i < in.size(); i++)
				add(kernel, o * in.size() + i, above, o, input, i);
		final Sums bias = new Sums(node.layer().biases());
		if (node.layer().biases() > 0) for (int o = 0; o < above.values().length; o++)
			bias.add(o / node.shape().positions(), above, o, 1);
		return new WeightGradients(kernel.bounded(), bias.bounded());
	}

	private static void add(final Sums sums, final int sum, final Bounded a, final int i, final Bounded b, final int j) {
		sums.add(sum, a.values()[i], a.errors()[i], b.values()[j], b.errors()[j]);
	}

	/** Gradients by what a node reads. */
	static List<Bounded> inputs(final Node node, final Bounded above, final List<Bounded> inputs, final Bounded output,
		final TrainedNetwork trained)
	{
		if (node.layer() instanceof Concat) return PlainDownward.split(node.inputShapes(), above);
		final Shape in = node.inputShapes().get(0);
		if (node.layer() instanceof Relu) return List.of(masked(above, inputs.get(0)));
		if (node.layer() instanceof LocalResponseNormalization n) return List.of(PlainNormalization.backward(n, in, above, inputs
			.get(0)));
		if (node.layer() instanceof Softmax) return List.of(softmax(in, above, output));
		final Sums sums = PlainDownward.transposed(node, above, inputs.get(0), trained);
		return List.of(sums == null ? above : sums.bounded());
	}

	/** Where rounding decides whether a value is above 0, its gradient may be 0 or not. */
	private static Bounded masked(final Bounded above, final Bounded input) {
		final Bounded result = Bounded.exact(new double[above.values().length]);
		for (int i = 0; i < result.values().length; i++) {
			final boolean open = Math.abs(input.values()[i]) <= input.errors()[i] && input.errors()[i] > 0;
			if (input.values()[i] > 0) result.values()[i] = above.values()[i];
			if (open) result.errors()[i] = Math.abs(above.values()[i]) + above.errors()[i];
			else if (input.values()[i] > 0) result.errors()[i] = above.errors()[i];
		}
		return result;
	}

	/** output · (above − Σ above · output), the sum over channels. */
	private static Bounded softmax(final Shape shape, final Bounded above, final Bounded output) {
		final Sums gradients = new Sums(shape.size());
		for (int p = 0; p < shape.positions(); p++) {
			final Sums weighted = new Sums(1);
			for (int i = p; i < shape.size(); i += shape.positions())
				add(weighted, 0, above, i, output, i);
			final Bounded mean = weighted.bounded();
			for (int i = p; i < shape.size(); i += shape.positions()) {
				add(gradients, i, above, i, output, i);
				gradients.add(i, -mean.values()[0], mean.errors()[0], output.values()[i], output.errors()[i]);
			}
		}
		return gradients.bounded();
	}
}

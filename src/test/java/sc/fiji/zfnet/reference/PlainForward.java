package sc.fiji.zfnet.reference;

import java.util.List;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.TrainedNetwork;

/** The output of every type of layer, from its definition. */
final class PlainForward {

	private PlainForward() {}

	static Bounded of(final Node node, final List<Bounded> inputs, final TrainedNetwork trained) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Bounded input = inputs.get(0);
		final Sums sums = new Sums(out.size());
		if (node.layer() instanceof Convolution convolution) {
			final LayerWeights weights = trained.weights().of(node.name());
			Windows.visitConvolution(node, convolution, (o, i, k) -> sums.add(o, input, i, weights.kernel()[k]));
			if (convolution.bias()) for (int o = 0; o < out.size(); o++)
				sums.add(o, 1, 0, weights.bias()[o / out.positions()], 0);
		}
		else if (node.layer() instanceof Dense dense) {
			final LayerWeights weights = trained.weights().of(node.name());
			for (int o = 0; o < out.size(); o++) {
				for (int i = 0; i < in.size(); i++)
					sums.add(o, input, i, weights.kernel()[o * in.size() + i]);
				if (dense.bias()) sums.add(o, 1, 0, weights.bias()[o], 0);
			}
		}
		else if (node.layer() instanceof AveragePool pool) {
			Windows.visitAverage(node, pool, (o, i, count) -> sums.add(o, input, i, 1.0 / count));
		}
		else if (node.layer() instanceof GlobalAveragePool) {
			for (int i = 0; i < in.size(); i++)
				sums.add(i / in.positions(), input, i, 1.0 / in.positions());
		}
		else if (node.layer() instanceof Relu) return rectified(input);
		else if (node.layer() instanceof MaxPool pool) return maxima(Windows.switches(node, pool, input), input);
		else if (node.layer() instanceof LocalResponseNormalization n) return PlainNormalization.forward(n, in, input);
		else if (node.layer() instanceof Softmax) return softmax(in, input);
		else if (node.layer() instanceof Concat) return joined(out, inputs);
		else return input;
		return sums.bounded();
	}

	/** What is surely negative becomes 0 exactly. */
	static Bounded rectified(final Bounded input) {
		final double[] values = input.values().clone();
		final double[] errors = input.errors().clone();
		for (int i = 0; i < values.length; i++) {
			if (values[i] <= 0) errors[i] = Math.max(0, values[i] + errors[i]);
			values[i] = Math.max(0, values[i]);
		}
		return new Bounded(values, errors);
	}

	private static Bounded maxima(final List<List<Integer>> switches, final Bounded input) {
		final Bounded result = Bounded.exact(new double[switches.size()]);
		for (int o = 0; o < switches.size(); o++) {
			result.values()[o] = input.values()[switches.get(o).get(0)];
			for (final int i : switches.get(o))
				result.errors()[o] = Math.max(result.errors()[o], input.errors()[i]);
		}
		return result;
	}

	private static Bounded softmax(final Shape shape, final Bounded input) {
		final Bounded result = Bounded.exact(new double[shape.size()]);
		for (int p = 0; p < shape.positions(); p++) {
			double greatest = Double.NEGATIVE_INFINITY;
			double error = 0;
			for (int i = p; i < shape.size(); i += shape.positions()) {
				greatest = Math.max(greatest, input.values()[i]);
				error = Math.max(error, input.errors()[i]);
			}
			double sum = 0;
			for (int i = p; i < shape.size(); i += shape.positions())
				sum += Math.exp(input.values()[i] - greatest);
			for (int i = p; i < shape.size(); i += shape.positions()) {
				final double below = greatest - input.values()[i];
				result.values()[i] = Math.exp(-below) / sum;
				// All exponents may be off by what went in, and the greatest is subtracted from each; the exponential itself and
				// the sum cost some roundings more.
				final double exponent = 2 * error + Bounded.roundings(2) * (below + 2 * error) + Bounded.roundings(shape.channels() +
					16);
				result.errors()[i] = result.values()[i] * Math.expm1(2 * exponent) + 0x1p-126;
			}
		}
		return result;
	}

	private static Bounded joined(final Shape out, final List<Bounded> inputs) {
		final Bounded result = Bounded.exact(new double[out.size()]);
		int at = 0;
		for (final Bounded part : inputs) {
			System.arraycopy(part.values(), 0, result.values(), at, part.values().length);
			System.arraycopy(part.errors(), 0, result.errors(), at, part.errors().length);
			at += part.values().length;
		}
		return result;
	}
}

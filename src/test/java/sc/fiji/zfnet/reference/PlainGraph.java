package sc.fiji.zfnet.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.PointLayer;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Softmax;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Sum;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.TransposedConvolution;

/**
 * A network and its deconvnet computed with plain loops in double precision, one picture at a time, written from the
 * definitions and sharing nothing with the engine. Arrays are channel × row × column.
 */
public final class PlainGraph {

	private final TrainedNetwork trained;
	private final Map<String, double[]> values = new HashMap<>();
	private final Map<List<String>, double[]> moments = new HashMap<>();

	/** Runs the forward pass of one picture of a batch. */
	public PlainGraph(final TrainedNetwork trained, final Batch input, final int picture) {
		this.trained = trained;
		values.put(trained.network().inputName(), PlainNetwork.channelsFirst(input, picture));
		for (final Node node : trained.network().nodes()) {
			final List<double[]> inputs = node.inputs().stream().map(values::get).toList();
			values.put(node.name(), forward(node, inputs));
		}
	}

	/** A node's output. */
	public double[] output(final String node) {
		return values.get(node);
	}

	/** What arrives at the input when a layer's units have these values, all else following the deconvnet's rules. */
	public double[] project(final String layer, final double[] seed) {
		return project(layer, seed, ProjectionMethod.DECONVNET);
	}

	/** The same by another method. */
	public double[] project(final String layer, final double[] seed, final ProjectionMethod method) {
		final Map<String, double[]> down = new HashMap<>();
		down.put(layer, seed);
		final List<Node> nodes = new ArrayList<>(trained.network().upTo(layer));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			if (!down.containsKey(node.name())) continue;
			final List<double[]> parts = downward(node, down.get(node.name()), method);
			for (int i = 0; i < parts.size(); i++)
				if (parts.get(i) != null) down.merge(node.inputs().get(i), parts.get(i), PlainGraph::sum);
		}
		return down.get(trained.network().inputName());
	}

	private static double[] sum(final double[] a, final double[] b) {
		final double[] result = a.clone();
		for (int i = 0; i < b.length; i++)
			result[i] += b[i];
		return result;
	}

	private double[] forward(final Node node, final List<double[]> inputs) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final double[] input = inputs.get(0);
		final double[] result = new double[out.size()];
		if (node.layer() instanceof Convolution convolution) {
			final float[] kernel = kernel(node);
			Windows.visitConvolution(node, convolution, (o, i, k) -> result[o] += input[i] * kernel[k]);
			if (convolution.bias()) for (int o = 0; o < result.length; o++)
				result[o] += trained.weights().of(node.name()).bias()[o / out.positions()];
		}
		else if (node.layer() instanceof TransposedConvolution transposed) {
			final float[] kernel = kernel(node);
			Windows.visitTransposed(node, transposed, (o, i, k) -> result[o] += input[i] * kernel[k]);
			if (transposed.bias()) for (int o = 0; o < result.length; o++)
				result[o] += trained.weights().of(node.name()).bias()[o / out.positions()];
		}
		else if (node.layer() instanceof Dense dense) {
			final LayerWeights weights = trained.weights().of(node.name());
			for (int o = 0; o < result.length; o++) {
				for (int i = 0; i < input.length; i++)
					result[o] += input[i] * weights.kernel()[o * input.length + i];
				if (dense.bias()) result[o] += weights.bias()[o];
			}
		}
		else if (node.layer() instanceof Relu) {
			for (int i = 0; i < result.length; i++)
				result[i] = Math.max(0, input[i]);
		}
		else if (node.layer() instanceof MaxPool pool) {
			final List<List<Integer>> switches = Windows.switches(node, pool, Bounded.exact(input));
			for (int o = 0; o < result.length; o++)
				result[o] = input[switches.get(o).get(0)];
		}
		else if (node.layer() instanceof AveragePool pool) {
			Windows.visitAverage(node, pool, (o, i, count) -> result[o] += input[i] / count);
		}
		else if (node.layer() instanceof GlobalAveragePool) {
			for (int i = 0; i < input.length; i++)
				result[i / in.positions()] += input[i] / in.positions();
		}
		else if (node.layer() instanceof LocalResponseNormalization n) {
			for (int i = 0; i < result.length; i++) {
				double squares = 0;
				final int channel = i / in.positions();
				for (int c = Math.max(0, channel - n.size() / 2); c <= Math.min(in.channels() - 1, channel + n.size() / 2); c++)
					squares += Math.pow(input[i + (c - channel) * in.positions()], 2);
				result[i] = input[i] / Math.pow(n.bias() + n.alpha() / n.size() * squares, n.beta());
			}
		}
		else if (node.layer() instanceof Softmax) {
			for (int p = 0; p < in.positions(); p++) {
				double sum = 0;
				for (int c = 0; c < in.channels(); c++)
					sum += Math.exp(input[c * in.positions() + p]);
				for (int c = 0; c < in.channels(); c++)
					result[c * in.positions() + p] = Math.exp(input[c * in.positions() + p]) / sum;
			}
		}
		else if (node.layer() instanceof Concat) {
			int at = 0;
			for (final double[] part : inputs) {
				System.arraycopy(part, 0, result, at, part.length);
				at += part.length;
			}
		}
		else if (node.layer() instanceof Flatten flatten && flatten.channelsLast()) {
			for (int i = 0; i < result.length; i++)
				result[i % in.positions() * in.channels() + i / in.positions()] = input[i];
		}
		else if (node.layer() instanceof GroupNormalization n) {
			for (int i = 0; i < result.length; i++)
				result[i] = (input[i] - moments(node, n, input, i)[0]) / moments(node, n, input, i)[1];
		}
		else if (node.layer() instanceof LogSoftmax) {
			for (int p = 0; p < in.positions(); p++) {
				double sum = 0;
				for (int c = 0; c < in.channels(); c++)
					sum += Math.exp(input[c * in.positions() + p]);
				for (int c = 0; c < in.channels(); c++)
					result[c * in.positions() + p] = input[c * in.positions() + p] - Math.log(sum);
			}
		}
		else if (node.layer() instanceof Sum) {
			for (final double[] part : inputs)
				for (int i = 0; i < result.length; i++)
					result[i] += part[i];
		}
		else if (node.layer() instanceof Affine affine) {
			final LayerWeights weights = trained.weights().of(node.name());
			for (int i = 0; i < result.length; i++)
				result[i] = input[i] * weights.kernel()[i / in.positions()] + (affine.bias() ? weights.bias()[i / in.positions()]
					: 0);
		}
		else if (node.layer() instanceof Gate) {
			for (int i = 0; i < result.length; i++)
				result[i] = input[i] * gate(node, inputs.get(1), i);
		}
		else if (node.layer() instanceof Pad pad) {
			visitPad(node, pad, (o, i, count) -> result[o] = input[i]);
		}
		else if (node.layer() instanceof ChannelSlice slice) {
			System.arraycopy(input, slice.first() * in.positions(), result, 0, result.length);
		}
		else if (node.layer() instanceof ChannelShuffle shuffle) {
			for (int i = 0; i < result.length; i++)
				result[shuffled(node, shuffle, i)] = input[i];
		}
		else if (isFunction(node)) {
			for (int i = 0; i < result.length; i++)
				result[i] = function(node, i / in.positions(), input[i]);
		}
		else return input;
		return result;
	}

	private static double gate(final Node node, final double[] gate, final int i) {
		if (gate.length == node.shape().size()) return gate[i];
		return gate[node.inputShapes().get(1).positions() == 1 ? i / node.shape().positions() : i % node.shape().positions()];
	}

	private static int shuffled(final Node node, final ChannelShuffle shuffle, final int i) {
		final int channel = i / node.shape().positions();
		final int size = node.shape().channels() / shuffle.groups();
		return (channel % size * shuffle.groups() + channel / size) * node.shape().positions() + i % node.shape().positions();
	}

	private static void visitPad(final Node node, final Pad pad, final Windows.Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		for (int c = 0; c < in.channels(); c++)
			for (int y = 0; y < in.height(); y++)
				for (int x = 0; x < in.width(); x++)
					visit.at((c * out.height() + y + pad.padding().top()) * out.width() + x + pad.padding().left(), (c * in
						.height() + y) * in.width() + x, 1);
	}

	private static boolean isFunction(final Node node) {
		return node.layer() instanceof PointLayer;
	}

	/** The function of a layer that works value by value. */
	private double function(final Node node, final int channel, final double x) {
		final Layer layer = node.layer();
		if (layer instanceof Clip clip) return Math.min(Math.max(x, clip.lowest()), clip.highest());
		if (layer instanceof LeakyRelu leaky) return x > 0 ? x : leaky.slope() * x;
		if (layer instanceof PRelu) return x > 0 ? x : kernel(node)[channel] * x;
		if (layer instanceof Elu e) return e.scale() * (x > 0 ? x : e.alpha() * (Math.exp(x / e.width()) - 1));
		if (layer instanceof Gelu gelu) return gelu.approximate() ? 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x +
			0.044715 * x * x * x))) : x * normal(x);
		if (layer instanceof Silu) return x / (1 + Math.exp(-x));
		if (layer instanceof HardSwish) return x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
		if (layer instanceof Mish) return x * Math.tanh(Math.log1p(Math.exp(x)));
		if (layer instanceof Softplus) return Math.log1p(Math.exp(x));
		if (layer instanceof Tanh) return Math.tanh(x);
		if (layer instanceof Sigmoid) return 1 / (1 + Math.exp(-x));
		if (layer instanceof HardSigmoid hard) return Math.min(Math.max(hard.alpha() * x + hard.beta(), 0), 1);
		throw new IllegalArgumentException(layer.type());
	}

	/** The cumulative normal distribution by Simpson's rule. */
	private static double normal(final double x) {
		final int steps = 200;
		double sum = 0;
		for (int i = 0; i <= steps; i++) {
			final double t = x * i / steps;
			sum += Math.exp(-t * t / 2) * (i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4);
		}
		return 0.5 + sum * x / steps / 3 / Math.sqrt(2 * Math.PI);
	}

	/** Mean and deviation of the group that a value belongs to. */
	private double[] moments(final Node node, final GroupNormalization n, final double[] values, final int i) {
		final Shape shape = node.shape();
		final int each = shape.channels() / n.groups() * shape.positions();
		final String key = i / each + (n.acrossPositions() ? "" : " at " + i % shape.positions());
		return moments.computeIfAbsent(List.of(node.name(), key), unknown -> {
			double sum = 0;
			double squares = 0;
			int count = 0;
			for (int j = i / each * each; j < (i / each + 1) * each; j++) {
				if (!n.acrossPositions() && j % shape.positions() != i % shape.positions()) continue;
				sum += values[j];
				squares += values[j] * values[j];
				count++;
			}
			final double mean = sum / count;
			return new double[] { mean, Math.sqrt(Math.max(0, squares / count - mean * mean) + n.epsilon()) };
		});
	}

	/** Slope by a difference of the function, from below where it has a kink, as zeros are frequent. */
	private double slope(final Node node, final int channel, final double x) {
		if (node.layer() instanceof Relu) return x > 0 ? 1 : 0;
		final double step = 1e-7;
		return (function(node, channel, x) - function(node, channel, x - step)) / step;
	}

	private List<double[]> downward(final Node node, final double[] above, final ProjectionMethod method) {
		final Shape in = node.inputShapes().get(0);
		final double[] result = new double[in.size()];
		if (node.layer() instanceof Convolution convolution) {
			final float[] kernel = kernel(node);
			Windows.visitConvolution(node, convolution, o -> above[o] != 0, (o, i, k) -> result[i] += above[o] * kernel[k]);
		}
		else if (node.layer() instanceof TransposedConvolution transposed) {
			final float[] kernel = kernel(node);
			Windows.visitTransposed(node, transposed, (o, i, k) -> result[i] += above[o] * kernel[k]);
		}
		else if (node.layer() instanceof Dense) {
			final float[] kernel = kernel(node);
			for (int o = 0; o < above.length; o++)
				for (int i = 0; i < result.length; i++)
					result[i] += above[o] * kernel[o * result.length + i];
		}
		else if (node.layer() instanceof Relu || isFunction(node)) {
			final boolean rectifier = !(node.layer() instanceof Tanh || node.layer() instanceof Sigmoid || node
				.layer() instanceof HardSigmoid);
			final double[] input = values.get(node.inputs().get(0));
			for (int i = 0; i < result.length; i++) {
				result[i] = rectifier && method != ProjectionMethod.GRADIENT ? Math.max(0, above[i]) : above[i];
				if (!rectifier || method != ProjectionMethod.DECONVNET) result[i] *= slope(node, i / in.positions(), input[i]);
			}
		}
		else if (node.layer() instanceof GroupNormalization n) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[i] / moments(node, n, values.get(node.inputs().get(0)), i)[1];
		}
		else if (node.layer() instanceof Sum) return node.inputs().stream().map(input -> above).toList();
		else if (node.layer() instanceof Affine) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[i] * kernel(node)[i / in.positions()];
		}
		else if (node.layer() instanceof Gate) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[i] * gate(node, values.get(node.inputs().get(1)), i);
			return java.util.Arrays.asList(result, null);
		}
		else if (node.layer() instanceof Flatten flatten && flatten.channelsLast()) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[i % in.positions() * in.channels() + i / in.positions()];
		}
		else if (node.layer() instanceof Pad pad) visitPad(node, pad, (o, i, count) -> result[i] = above[o]);
		else if (node.layer() instanceof ChannelSlice slice) {
			System.arraycopy(above, 0, result, slice.first() * in.positions(), above.length);
		}
		else if (node.layer() instanceof ChannelShuffle shuffle) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[shuffled(node, shuffle, i)];
		}
		else if (node.layer() instanceof MaxPool pool) {
			final List<List<Integer>> switches = Windows.switches(node, pool, Bounded.exact(values.get(node.inputs().get(0))));
			for (int o = 0; o < above.length; o++)
				result[switches.get(o).get(0)] += above[o];
		}
		else if (node.layer() instanceof AveragePool pool) {
			Windows.visitAverage(node, pool, (o, i, count) -> result[i] += above[o] / count);
		}
		else if (node.layer() instanceof GlobalAveragePool) {
			for (int i = 0; i < result.length; i++)
				result[i] = above[i / in.positions()] / in.positions();
		}
		else if (node.layer() instanceof Concat) {
			final List<double[]> parts = new ArrayList<>();
			int at = 0;
			for (final Shape shape : node.inputShapes()) {
				parts.add(java.util.Arrays.copyOfRange(above, at, at + shape.size()));
				at += shape.size();
			}
			return parts;
		}
		else return List.of(above);
		return List.of(result);
	}

	private float[] kernel(final Node node) {
		return trained.weights().of(node.name()).kernel();
	}
}

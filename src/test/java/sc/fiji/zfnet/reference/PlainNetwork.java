package sc.fiji.zfnet.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Batch;
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
import sc.fiji.zfnet.network.Window;

/**
 * A network and its deconvnet computed with plain loops in double precision, one picture at a time, written from the
 * definitions and sharing nothing with the engine. Arrays are channel × row × column.
 */
public final class PlainNetwork {

	private final TrainedNetwork trained;
	private final Map<String, double[]> values = new HashMap<>();

	/** Runs the forward pass of one picture of a batch. */
	public PlainNetwork(final TrainedNetwork trained, final Batch input, final int picture) {
		this.trained = trained;
		values.put(trained.network().inputName(), channelsFirst(input, picture));
		for (final Node node : trained.network().nodes()) {
			final List<double[]> inputs = node.inputs().stream().map(values::get).toList();
			values.put(node.name(), forward(node, inputs));
		}
	}

	/** One picture of a batch: channel × row × column. */
	public static double[] channelsFirst(final Batch batch, final int picture) {
		final Shape s = batch.shape();
		final double[] result = new double[s.size()];
		for (int c = 0, i = 0; c < s.channels(); c++)
			for (int y = 0; y < s.height(); y++)
				for (int x = 0; x < s.width(); x++)
					result[i++] = batch.get(picture, y, x, c);
		return result;
	}

	/** A node's output. */
	public double[] output(final String node) {
		return values.get(node);
	}

	/** What arrives at the input when a layer's units have these values, all else following the deconvnet's rules. */
	public double[] project(final String layer, final double[] seed) {
		final Map<String, double[]> down = new HashMap<>();
		down.put(layer, seed);
		final List<Node> nodes = new ArrayList<>(trained.network().upTo(layer));
		Collections.reverse(nodes);
		for (final Node node : nodes) {
			final List<double[]> parts = downward(node, down.get(node.name()));
			for (int i = 0; i < parts.size(); i++)
				down.merge(node.inputs().get(i), parts.get(i), PlainNetwork::sum);
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
			visitConvolution(node, convolution, (o, i, k) -> result[o] += input[i] * kernel(node)[k]);
			if (convolution.bias()) for (int o = 0; o < result.length; o++)
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
			final int[] switches = switches(node, pool, input);
			for (int o = 0; o < result.length; o++)
				result[o] = input[switches[o]];
		}
		else if (node.layer() instanceof AveragePool pool) {
			visitAverage(node, pool, (o, i, count) -> result[o] += input[i] / count);
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
		else return input;
		return result;
	}

	private List<double[]> downward(final Node node, final double[] above) {
		final Shape in = node.inputShapes().get(0);
		final double[] result = new double[in.size()];
		if (node.layer() instanceof Convolution convolution) {
			visitConvolution(node, convolution, (o, i, k) -> result[i] += above[o] * kernel(node)[k]);
		}
		else if (node.layer() instanceof Dense) {
			for (int o = 0; o < above.length; o++)
				for (int i = 0; i < result.length; i++)
					result[i] += above[o] * kernel(node)[o * result.length + i];
		}
		else if (node.layer() instanceof Relu) {
			for (int i = 0; i < result.length; i++)
				result[i] = Math.max(0, above[i]);
		}
		else if (node.layer() instanceof MaxPool pool) {
			final int[] switches = switches(node, pool, values.get(node.inputs().get(0)));
			for (int o = 0; o < above.length; o++)
				result[switches[o]] += above[o];
		}
		else if (node.layer() instanceof AveragePool pool) {
			visitAverage(node, pool, (o, i, count) -> result[i] += above[o] / count);
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

	private interface Visit {

		void at(int output, int input, int kernelOrCount);
	}

	private static void visitConvolution(final Node node, final Convolution layer, final Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Window w = layer.window();
		final int groupInputs = in.channels() / layer.groups();
		final int groupFilters = out.channels() / layer.groups();
		for (int f = 0; f < out.channels(); f++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++)
					for (int c = 0; c < groupInputs; c++)
						for (int ky = 0; ky < w.height(); ky++)
							for (int kx = 0; kx < w.width(); kx++) {
								final int iy = y * w.strideY() - w.padding().top() + ky * w.dilationY();
								final int ix = x * w.strideX() - w.padding().left() + kx * w.dilationX();
								if (iy < 0 || ix < 0 || iy >= in.height() || ix >= in.width()) continue;
								final int channel = f / groupFilters * groupInputs + c;
								visit.at((f * out.height() + y) * out.width() + x, (channel * in.height() + iy) * in.width() + ix, ((f *
									groupInputs + c) * w.height() + ky) * w.width() + kx);
							}
	}

	private static int[] switches(final Node node, final MaxPool layer, final double[] input) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Window w = layer.window();
		final int[] switches = new int[out.size()];
		for (int c = 0, o = 0; c < out.channels(); c++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++, o++) {
					int best = -1;
					for (int iy = y * w.strideY() - w.padding().top(), ky = 0; ky < w.height(); ky++, iy++)
						for (int ix = x * w.strideX() - w.padding().left(), kx = 0; kx < w.width(); kx++, ix++) {
							if (iy < 0 || ix < 0 || iy >= in.height() || ix >= in.width()) continue;
							final int i = (c * in.height() + iy) * in.width() + ix;
							if (best < 0 || input[i] > input[best]) best = i;
						}
					switches[o] = best;
				}
		return switches;
	}

	private static void visitAverage(final Node node, final AveragePool layer, final Visit visit) {
		final Shape in = node.inputShapes().get(0);
		final Shape out = node.shape();
		final Window w = layer.window();
		for (int c = 0, o = 0; c < out.channels(); c++)
			for (int y = 0; y < out.height(); y++)
				for (int x = 0; x < out.width(); x++, o++) {
					final List<Integer> inside = new ArrayList<>();
					int count = 0;
					for (int iy = y * w.strideY() - w.padding().top(), ky = 0; ky < w.height(); ky++, iy++)
						for (int ix = x * w.strideX() - w.padding().left(), kx = 0; kx < w.width(); kx++, ix++) {
							final boolean map = iy >= 0 && ix >= 0 && iy < in.height() && ix < in.width();
							final boolean padding = !map && iy < in.height() + w.padding().bottom() && ix < in.width() + w.padding()
								.right();
							if (map) inside.add((c * in.height() + iy) * in.width() + ix);
							if (map || padding && layer.countPadding()) count++;
						}
					for (final int i : inside)
						visit.at(o, i, count);
				}
	}
}

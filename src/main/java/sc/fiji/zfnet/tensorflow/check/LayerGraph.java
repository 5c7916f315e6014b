package sc.fiji.zfnet.tensorflow.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Window;
import sc.fiji.zfnet.tensorflow.WeightLayout;
import sc.fiji.zfnet.tensorflow.check.LayerVerdict.Direction;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.UnitRows;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** One layer as a graph of its own, with what goes in and what comes out. */
final class LayerGraph {

	private final LayerSample sample;
	private final Map<Operand<TFloat32>, float[]> feeds = new LinkedHashMap<>();
	private final Map<Direction, List<Operand<TFloat32>>> results = new LinkedHashMap<>();

	/**
	 * @param tf where operations are added
	 * @param sample the layer and its random input
	 * @param training whether the layer is checked as in training, where weights change, rather than as in passes, where they
	 *          are constants
	 * @param evenChannels see {@link WeightOperands}
	 * @param computation what is checked
	 */
	LayerGraph(final Ops tf, final LayerSample sample, final boolean training, final boolean evenChannels,
		final LayerComputation computation)
	{
		this.sample = sample;
		final Node node = sample.node();
		final List<Operand<TFloat32>> inputs = new ArrayList<>();
		for (int i = 0; i < node.inputShapes().size(); i++)
			inputs.add(fed(tf, shape(node.inputShapes().get(i)), sample.input(i)));
		final Operand<TFloat32> above = fed(tf, shape(node.shape()), sample.above());
		final WeightOperands weights = weights(tf, training, evenChannels);
		final Operand<TFloat32> output = computation.forward(tf, node, inputs, weights);
		put(tf, Direction.FORWARD, List.of(output));
		if (!training && node.window().isPresent()) put(tf, Direction.SINGLE_UNITS, List.of(computation.recompute(tf, node,
			units(tf), weights)));
		if (training) addGradients(tf, computation.backward(tf, node, above, inputs, output, weights));
		else for (final Direction direction : Direction.values())
			direction.method().ifPresent(method -> {
				// The methods differ at rectifiers alone.
				if (direction == Direction.DOWN || node.layer().isRectifier()) put(tf, direction, computation.downward(tf, node,
					above, new ForwardPass(inputs, output, weights, method)));
			});
	}

	private void addGradients(final Ops tf, final LayerGradients gradients) {
		put(tf, Direction.BACKWARD, gradients.inputs());
		if (gradients.weights() != null) put(tf, Direction.KERNEL_GRADIENT, List.of(gradients.weights().kernel()));
	}

	/** The chosen units and what they see, gathered here rather than in the graph. */
	private UnitRows units(final Ops tf) {
		final Window window = sample.node().window().orElseThrow();
		return new UnitRows() {

			@Override
			public Operand<TFloat32> point(final int input) {
				return windows(input);
			}

			@Override
			public Operand<TFloat32> windows(final int input) {
				return rows((long) window.height() * window.width() * sample.node().inputShapes().get(input).channels(), sample
					.windows(input, window));
			}

			@Override
			public Operand<TFloat32> ofPositions(final float[] map) {
				return rows(1, sample.ofPositions(map));
			}

			private Operand<TFloat32> rows(final long length, final float[] values) {
				return fed(tf, Shape.of(values.length / length, length), values);
			}
		};
	}

	private void put(final Ops tf, final Direction direction, final List<Operand<TFloat32>> operands) {
		final List<Operand<TFloat32>> fetched = new ArrayList<>();
		// What passes down unchanged is what was fed, and TensorFlow does not fetch that.
		for (final Operand<TFloat32> operand : operands)
			if (operand != null) fetched.add(tf.identity(operand));
		results.put(direction, fetched);
	}

	private static Shape shape(final sc.fiji.zfnet.network.Shape shape) {
		return Shape.of(LayerSample.PICTURES, shape.height(), shape.width(), shape.channels());
	}

	/** Weights of convolutions are constants in passes, so that TensorFlow may arrange them for its kernels. */
	private WeightOperands weights(final Ops tf, final boolean training, final boolean evenChannels) {
		final Node node = sample.node();
		if (!node.hasWeights()) return null;
		final Shape shape = WeightLayout.kernelShape(node);
		final float[] kernel = WeightLayout.toTensorFlow(sample.weights().kernel(), node.kernelDimensions());
		final boolean constant = !training && node.kernelDimensions().length == 4;
		final float[] bias = sample.weights().bias();
		return new WeightOperands(constant ? tf.constant(shape, DataBuffers.of(kernel)) : fed(tf, shape, kernel),
			bias.length == 0 ? null : tf.constant(Shape.of(bias.length), DataBuffers.of(bias)), evenChannels);
	}

	private Operand<TFloat32> fed(final Ops tf, final Shape shape, final float[] values) {
		final Operand<TFloat32> operand = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
		feeds.put(operand, values);
		return operand;
	}

	/** The layer and its input. */
	LayerSample sample() {
		return sample;
	}

	/** Adds what goes in and what is to come out; the tensors are to be closed after the run. */
	List<TFloat32> addTo(final Session.Runner runner) {
		final List<TFloat32> tensors = new ArrayList<>();
		feeds.forEach((operand, values) -> {
			final TFloat32 tensor = TFloat32.tensorOf(operand.shape(), DataBuffers.of(values, true, false));
			tensors.add(tensor);
			runner.feed(operand, tensor);
		});
		results.values().forEach(operands -> operands.forEach(runner::fetch));
		return tensors;
	}

	/** What comes out, in the order in which it is fetched. */
	Map<Direction, List<Operand<TFloat32>>> results() {
		return results;
	}
}

package sc.fiji.zfnet.tensorflow;

import java.util.List;
import java.util.Map;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Batch;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Network;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.network.Weights;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/**
 * One layer computed by the engine in every direction: with constant weights as in the passes of a network, and with weights
 * that change as in training. Maps are pictures × height × width × channels, weights in TensorFlow's order.
 *
 * @param output forward, with biases
 * @param down what comes down in the deconvnet
 * @param inputGradient the gradient by the input
 * @param kernelGradient the gradient by the kernel; empty for a layer without
 * @param biasGradient the gradient by the biases; empty for a layer without
 */
record LayerRun(Batch output, Batch down, Batch inputGradient, float[] kernelGradient, float[] biasGradient) {

	/**
	 * @param network of this one layer
	 * @param weights the layer's; null for one without
	 * @param input what it reads
	 * @param above what comes down to its output, and the gradient by it
	 */
	static LayerRun of(final Network network, final LayerWeights weights, final Batch input, final Batch above,
		final EngineOptions options)
	{
		TensorFlowLibrary.load();
		final Node node = network.output();
		final TrainedNetwork trained = new TrainedNetwork(network, new Weights(network, weights == null ? Map.of() : Map.of(node
			.name(), weights)));
		final Batch output;
		final Batch down;
		try (Graph graph = new Graph(); TFloat32 inputs = Feeds.pictures(input); TFloat32 aboves = Feeds.pictures(above)) {
			final Ops tf = Ops.create(graph);
			final InferenceWeights constants = new InferenceWeights(tf, trained, SessionConfig.needsEvenChannels(options));
			final Operand<TFloat32> read = maps(tf, input.shape());
			final Operand<TFloat32> from = maps(tf, above.shape());
			final Operand<TFloat32> forward = Operations.forward(tf, node, List.of(read), constants.operands().get(node.name()));
			// Layers that pass values on have an input for their output, which cannot be fetched.
			final Operand<TFloat32> fetched = tf.identity(forward);
			final Operand<TFloat32> downward = tf.identity(Operations.downward(tf, node, from, new ForwardPass(List.of(read),
				forward, constants.operands().get(node.name()), ProjectionMethod.DECONVNET)).get(0));
			try (Session session = new Session(graph, SessionConfig.forPasses(options))) {
				constants.store(session);
				try (Result result = session.runner().feed(read, inputs).feed(from, aboves).fetch(fetched).fetch(downward).run())
				{
					output = NetworkSession.batch((TFloat32) result.get(0), node.shape());
					down = NetworkSession.batch((TFloat32) result.get(1), input.shape());
				}
			}
		}
		return backward(node, weights, input, above, options, output, down);
	}

	private static LayerRun backward(final Node node, final LayerWeights weights, final Batch input, final Batch above,
		final EngineOptions options, final Batch output, final Batch down)
	{
		try (Graph graph = new Graph(); TFloat32 inputs = Feeds.pictures(input); TFloat32 aboves = Feeds.pictures(above)) {
			final Ops tf = Ops.create(graph);
			final Operand<TFloat32> read = maps(tf, input.shape());
			final Operand<TFloat32> from = maps(tf, above.shape());
			final boolean bias = node.layer().biases() > 0;
			final WeightOperands changing = weights == null ? null : new WeightOperands(tf.placeholder(TFloat32.class, Placeholder
				.shape(WeightLayout.kernelShape(node))), bias ? tf.placeholder(TFloat32.class, Placeholder.shape(
					org.tensorflow.ndarray.Shape.of(node.layer().biases()))) : null);
			final Operand<TFloat32> forward = Operations.training(tf, node, List.of(read), changing, null);
			final LayerGradients gradients = Operations.backward(tf, node, from, List.of(read), forward, changing, null);
			final Operand<TFloat32> byInput = tf.identity(gradients.inputs().get(0));
			try (Session session = new Session(graph, SessionConfig.forTraining(options));
				TFloat32 kernel = weights == null ? null : TFloat32.tensorOf(WeightLayout.kernelShape(node), values -> values
					.asRawTensor().data().asFloats().write(WeightLayout.toTensorFlow(weights.kernel(), node.kernelDimensions())));
				TFloat32 biases = bias ? TFloat32.vectorOf(weights.bias()) : null)
			{
				final Session.Runner runner = session.runner().feed(read, inputs).feed(from, aboves).fetch(byInput);
				if (weights != null) runner.feed(changing.kernel(), kernel).fetch(gradients.weights().kernel());
				if (bias) runner.feed(changing.bias(), biases).fetch(gradients.weights().bias());
				try (Result result = runner.run()) {
					return new LayerRun(output, down, NetworkSession.batch((TFloat32) result.get(0), input.shape()), weights == null
						? new float[0] : VariableValues.of((TFloat32) result.get(1)), bias ? VariableValues.of((TFloat32) result.get(2))
							: new float[0]);
				}
			}
		}
	}

	private static Operand<TFloat32> maps(final Ops tf, final Shape shape) {
		return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, shape.height(), shape
			.width(), shape.channels())));
	}
}

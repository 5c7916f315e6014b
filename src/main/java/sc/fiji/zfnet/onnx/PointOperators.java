package sc.fiji.zfnet.onnx;

import java.util.List;

import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Softmax;

/** Operators that keep the shape: Relu, LRN, Dropout, Softmax. */
final class PointOperators {

	private PointOperators() {}

	static Value relu(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		return draft.add(new Relu(), input.rank(), input);
	}

	static Value normalization(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		if (!operation.has("size")) throw new IllegalArgumentException("size is missing");
		final int size = Operation.sizes("size", new long[] { operation.integer("size", 0) })[0];
		return draft.add(new LocalResponseNormalization(size, decimal(operation.number("alpha", 1e-4f)), decimal(operation
			.number("beta", 0.75f)), decimal(operation.number("bias", 1))), 4, input);
	}

	static Value dropout(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		final float ratio = operation.opset() < 12 ? operation.number("ratio", 0.5f) : operation.number(1, 0.5f);
		return draft.add(new Dropout(decimal(ratio)), input.rank(), input);
	}

	static Value softmax(final Operation operation, final Draft draft) {
		return overChannels(operation, draft, new Softmax());
	}

	static Value logSoftmax(final Operation operation, final Draft draft) {
		return overChannels(operation, draft, new LogSoftmax());
	}

	/** Before opset 13 all axes from the given one on were taken together; since then the axis stands alone. */
	private static Value overChannels(final Operation operation, final Draft draft, final Layer layer) {
		final Activation input = operation.activation(0);
		final boolean flattening = operation.opset() < 13;
		final long axis = operation.integer("axis", flattening ? 1 : -1);
		if (input.axis(axis) != 1 || flattening && input.shape().positions() != 1) throw new IllegalArgumentException(
			"axis is " + axis + " for an input of " + input.shape() + (flattening ? " (all axes from there on together)" : "") +
				"; softmax over the channels is accepted");
		return draft.add(layer, input.rank(), input);
	}

	/** The number that was meant: 0.1 and not the nearest 32-bit number written with 64 bits. */
	private static double decimal(final float number) {
		return Double.parseDouble(Float.toString(number));
	}

	static void write(final GraphWriter graph, final Node node, final Relu layer) {
		graph.add(node, "Relu", graph.rank(node), node.inputs(), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final LocalResponseNormalization layer) {
		graph.add(node, "LRN", 4, graph.maps(node), List.of(Attributes.integer("size", layer.size()), Attributes.number("alpha",
			layer.alpha()), Attributes.number("beta", layer.beta()), Attributes.number("bias", layer.bias())));
	}

	static void write(final GraphWriter graph, final Node node, final Dropout layer) {
		final String ratio = graph.initializer(TensorWriter.floats(graph.free(node.name() + ".ratio"), WeightFormat.FLOAT32,
			new float[] { (float) layer.rate() }));
		graph.add(node, "Dropout", graph.rank(node), Attributes.with(node.inputs(), ratio), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final LogSoftmax layer) {
		graph.add(node, "LogSoftmax", graph.rank(node), node.inputs(), List.of(Attributes.integer("axis", 1)));
	}

	static void write(final GraphWriter graph, final Node node, final Softmax layer) {
		graph.add(node, "Softmax", graph.rank(node), node.inputs(), List.of(Attributes.integer("axis", 1)));
	}
}

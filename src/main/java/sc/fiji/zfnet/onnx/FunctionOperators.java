package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.PointLayer;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.onnx.proto.AttributeProto;

/** Operators that make a value of each value, but for Relu: Clip, LeakyRelu, PRelu, Elu, Selu, Gelu, Sigmoid and others. */
final class FunctionOperators {

	private static final double SELU_ALPHA = 1.67326319217681884765625;
	private static final double SELU_SCALE = 1.05070102214813232421875;

	private FunctionOperators() {}

	private static Value add(final Operation operation, final Draft draft, final PointLayer layer) {
		final Activation input = operation.activation(0);
		return draft.add(layer, input.rank(), input);
	}

	private static double decimal(final float number) {
		return Double.parseDouble(Float.toString(number));
	}

	/** Bounds are attributes before opset 11 and inputs since. */
	static Value clip(final Operation operation, final Draft draft) {
		final boolean attributes = operation.opset() < 11;
		final float lowest = attributes ? operation.number("min", -Float.MAX_VALUE) : operation.number(1, -Float.MAX_VALUE);
		final float highest = attributes ? operation.number("max", Float.MAX_VALUE) : operation.number(2, Float.MAX_VALUE);
		if (operation.input(0) instanceof Constant constant) return constant;
		return add(operation, draft, new Clip(decimal(lowest), decimal(highest)));
	}

	static Value leakyRelu(final Operation operation, final Draft draft) {
		return add(operation, draft, new LeakyRelu(decimal(operation.number("alpha", 0.01f))));
	}

	static Value prelu(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		final float[] slopes = Broadcast.overChannels(operation.constant(1), input);
		return draft.add(new PRelu(), new LayerWeights(slopes, new float[0]), input.rank(), input);
	}

	static Value elu(final Operation operation, final Draft draft) {
		return add(operation, draft, new Elu(decimal(operation.number("alpha", 1)), 1, 1));
	}

	static Value selu(final Operation operation, final Draft draft) {
		return add(operation, draft, new Elu(operation.has("alpha") ? decimal(operation.number("alpha", 0)) : SELU_ALPHA,
			operation.has("gamma") ? decimal(operation.number("gamma", 0)) : SELU_SCALE, 1));
	}

	static Value celu(final Operation operation, final Draft draft) {
		final double alpha = decimal(operation.number("alpha", 1));
		return add(operation, draft, new Elu(alpha, 1, alpha));
	}

	static Value gelu(final Operation operation, final Draft draft) {
		return add(operation, draft, new Gelu(operation.text("approximate", "none").equals("tanh")));
	}

	static Value hardSwish(final Operation operation, final Draft draft) {
		return add(operation, draft, new HardSwish());
	}

	static Value mish(final Operation operation, final Draft draft) {
		return add(operation, draft, new Mish());
	}

	static Value softplus(final Operation operation, final Draft draft) {
		return add(operation, draft, new Softplus());
	}

	static Value tanh(final Operation operation, final Draft draft) {
		return add(operation, draft, new Tanh());
	}

	static Value sigmoid(final Operation operation, final Draft draft) {
		return add(operation, draft, new Sigmoid());
	}

	static Value hardSigmoid(final Operation operation, final Draft draft) {
		return add(operation, draft, new HardSigmoid(decimal(operation.number("alpha", 0.2f)), decimal(operation.number("beta",
			0.5f))));
	}

	static Value erf(final Operation operation, final Draft draft) {
		return add(operation, draft, new ErrorFunction());
	}

	private static void write(final GraphWriter graph, final Node node, final String operator,
		final AttributeProto... attributes)
	{
		graph.add(node, operator, graph.rank(node), node.inputs(), Arrays.asList(attributes));
	}

	static void write(final GraphWriter graph, final Node node, final Clip layer) {
		final String lowest = graph.number(node.name() + ".min", layer.lowest());
		final String highest = graph.number(node.name() + ".max", layer.highest());
		graph.add(node, "Clip", graph.rank(node), Attributes.with(node.inputs(), lowest, highest), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final LeakyRelu layer) {
		write(graph, node, "LeakyRelu", Attributes.number("alpha", layer.slope()));
	}

	static void write(final GraphWriter graph, final Node node, final PRelu layer) {
		graph.add(node, "PRelu", graph.rank(node), Attributes.with(node.inputs(), graph.channels(node)[0]), List.of());
	}

	/** ELU, SELU and CELU are one function with other settings. */
	static void write(final GraphWriter graph, final Node node, final Elu layer) {
		if (layer.width() == 1 && layer.scale() == 1) write(graph, node, "Elu", Attributes.number("alpha", layer.alpha()));
		else if (layer.width() == 1) write(graph, node, "Selu", Attributes.number("alpha", layer.alpha()), Attributes.number(
			"gamma", layer.scale()));
		else if (layer.scale() == 1 && layer.width() == layer.alpha()) write(graph, node, "Celu", Attributes.number("alpha",
			layer.alpha()));
		else throw new IllegalArgumentException("Layer '" + node.name() + "' (" + layer + ") cannot be written as ONNX");
	}

	/** The operator Gelu came with operator set 20; written is what it stands for. */
	static void write(final GraphWriter graph, final Node node, final Gelu layer) {
		if (layer.approximate()) throw new IllegalArgumentException("Layer '" + node.name() +
			"', an approximated GELU, cannot be written as ONNX");
		final String input = node.inputs().get(0);
		final String scaled = graph.step(node, "Mul", input, graph.number(node.name() + ".root", Math.sqrt(0.5)));
		final String odd = graph.step(node, "Add", graph.step(node, "Erf", scaled), graph.number(node.name() + ".one", 1));
		final String half = graph.step(node, "Mul", input, graph.number(node.name() + ".half", 0.5));
		graph.add(node, "Mul", graph.rank(node), List.of(half, odd), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final Silu layer) {
		graph.add(node, "Mul", graph.rank(node), Attributes.with(node.inputs(), graph.step(node, "Sigmoid", node.inputs().get(
			0))), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final HardSwish layer) {
		final String share = graph.step(node, "HardSigmoid", List.of(Attributes.number("alpha", 1 / 6.0), Attributes.number(
			"beta", 0.5)), node.inputs().get(0));
		graph.add(node, "Mul", graph.rank(node), Attributes.with(node.inputs(), share), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final Mish layer) {
		final String share = graph.step(node, "Tanh", graph.step(node, "Softplus", node.inputs().get(0)));
		graph.add(node, "Mul", graph.rank(node), Attributes.with(node.inputs(), share), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final Softplus layer) {
		write(graph, node, "Softplus");
	}

	static void write(final GraphWriter graph, final Node node, final Tanh layer) {
		write(graph, node, "Tanh");
	}

	static void write(final GraphWriter graph, final Node node, final Sigmoid layer) {
		write(graph, node, "Sigmoid");
	}

	static void write(final GraphWriter graph, final Node node, final HardSigmoid layer) {
		write(graph, node, "HardSigmoid", Attributes.number("alpha", layer.alpha()), Attributes.number("beta", layer.beta()));
	}
}

package sc.fiji.zfnet.onnx;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;

import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Shape;
import sc.fiji.zfnet.network.TrainedNetwork;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;
import sc.fiji.zfnet.onnx.proto.TensorShapeProto;
import sc.fiji.zfnet.onnx.proto.ValueInfoProto;

/** Translates a graph: the nodes that its first output needs, each after what it reads. */
final class GraphReader {

	/** Height and width that are taken for no number of channels where the last side may be one. */
	private static final int SMALLEST_SIDE = 16;

	private final GraphProto graph;
	private final int opset;
	private final TensorReader tensors;
	private final OptionalInt size;
	private final Map<String, TensorProto> initializers = new HashMap<>();
	/** Index of the node that computes a tensor. */
	private final Map<String, Integer> producers = new HashMap<>();
	/** How many of the needed nodes read a tensor. */
	private final Map<String, Integer> readers = new HashMap<>();
	private final Map<String, Value> values = new HashMap<>();

	/**
	 * @param graph the graph
	 * @param opset its operator set
	 * @param tensors reads its weights
	 * @param size width and height of an input whose sides are open; empty where none is open
	 */
	GraphReader(final GraphProto graph, final int opset, final TensorReader tensors, final OptionalInt size) throws IOException {
		this.graph = ComposedNormalization.joined(graph, tensors);
		this.opset = opset;
		this.tensors = tensors;
		this.size = size;
	}

	/**
	 * Translates it.
	 *
	 * @throws IllegalArgumentException when it is damaged or asks for what is not supported
	 * @throws IOException when weights in another file cannot be read
	 */
	TrainedNetwork read() throws IOException {
		for (final TensorProto tensor : graph.getInitializerList())
			initializers.put(tensor.getName(), tensor);
		for (int i = 0; i < graph.getNodeCount(); i++)
			for (final String output : graph.getNode(i).getOutputList())
				if (!output.isEmpty() && producers.put(output, i) != null) throw new IllegalArgumentException("two nodes compute '" +
					output + "'");
		if (graph.getOutputCount() == 0) throw new IllegalArgumentException("the graph has no output");
		final String output = graph.getOutput(0).getName();
		final BitSet needed = needed(output);
		Refusals.check(needed.stream().mapToObj(graph::getNode).toList());
		final Draft draft = begin(needed);
		for (final int index : order(needed))
			translate(graph.getNode(index), draft);
		if (!(values.get(output) instanceof Activation result)) throw new IllegalArgumentException("the output '" + output +
			"' does not depend on the picture");
		draft.unpadded(result);
		return draft.build();
	}

	/** Nodes that a tensor needs. */
	private BitSet needed(final String output) {
		final BitSet needed = new BitSet();
		final Deque<String> open = new ArrayDeque<>(List.of(output));
		readers.put(output, 1);
		while (!open.isEmpty()) {
			final Integer index = producers.get(open.pop());
			if (index == null || needed.get(index)) continue;
			needed.set(index);
			for (final String input : graph.getNode(index).getInputList()) {
				if (input.isEmpty()) continue;
				readers.merge(input, 1, Integer::sum);
				open.push(input);
			}
		}
		return needed;
	}

	/** The file's order, except for nodes that come before their inputs. */
	private List<Integer> order(final BitSet needed) {
		final Map<Integer, List<Integer>> followers = new HashMap<>();
		final Map<Integer, Integer> waiting = new HashMap<>();
		final PriorityQueue<Integer> ready = new PriorityQueue<>();
		needed.stream().forEach(index -> {
			final Set<Integer> before = new HashSet<>();
			for (final String input : graph.getNode(index).getInputList())
				if (producers.containsKey(input)) before.add(producers.get(input));
			for (final Integer other : before)
				followers.computeIfAbsent(other, key -> new ArrayList<>()).add(index);
			waiting.put(index, before.size());
			if (before.isEmpty()) ready.add(index);
		});
		final List<Integer> order = new ArrayList<>();
		while (!ready.isEmpty()) {
			final int next = ready.poll();
			order.add(next);
			for (final Integer follower : followers.getOrDefault(next, List.of()))
				if (waiting.merge(follower, -1, Integer::sum) == 0) ready.add(follower);
		}
		if (order.size() < needed.cardinality()) throw new IllegalArgumentException("the graph has a cycle");
		return order;
	}

	/** Finds the one input that is no constant and is needed. */
	private Draft begin(final BitSet needed) {
		final List<ValueInfoProto> inputs = new ArrayList<>();
		final Set<String> seen = new HashSet<>();
		for (final ValueInfoProto input : graph.getInputList())
			if (readers.containsKey(input.getName()) && !initializers.containsKey(input.getName()) && !producers.containsKey(input
				.getName()) && seen.add(input.getName())) inputs.add(input);
		if (inputs.size() != 1) throw new IllegalArgumentException("the graph has " + inputs.size() + " inputs" + (inputs
			.isEmpty() ? "" : " (" + String.join(", ", seen) + ")") + "; exactly one is accepted");
		final ValueInfoProto input = inputs.get(0);
		final int type = input.getType().getTensorType().getElemType();
		if (!ConstantOperators.isFloating(type)) throw new IllegalArgumentException("the input '" + input.getName() +
			"' is of type " + (TensorProto.DataType.forNumber(type) == null ? type : TensorProto.DataType.forNumber(type)) +
			"; FLOAT, DOUBLE, FLOAT16 and BFLOAT16 are accepted");
		final List<TensorShapeProto.Dimension> sides = input.getType().getTensorType().getShape().getDimList();
		final boolean last = isChannelsLast(input.getName(), sides);
		final Shape shape = shape(input.getName(), last ? List.of(sides.get(0), sides.get(3), sides.get(1), sides.get(2))
			: sides);
		values.put(input.getName(), new Activation(input.getName(), shape, sides.size(), readers.get(input.getName()) == 1,
			Padding.NONE, last));
		return new Draft(input.getName(), shape);
	}

	/** Whether the channels come last, as a Transpose of the input or the sides themselves show. */
	private boolean isChannelsLast(final String name, final List<TensorShapeProto.Dimension> sides) {
		if (sides.size() != 4) return false;
		for (final NodeProto node : graph.getNodeList())
			if (node.getOpType().equals("Transpose") && node.getInputCount() == 1 && node.getInput(0).equals(name)) return node
				.getAttributeList().stream().anyMatch(attribute -> attribute.getIntsList().equals(List.of(0L, 3L, 1L, 2L)));
		final long fourth = sides.get(3).getDimValue();
		return isSide(sides.get(1)) && isSide(sides.get(2)) && fourth > 0 && fourth <= 4;
	}

	/** Whether a number may be a height or width, but not a number of channels. */
	private static boolean isSide(final TensorShapeProto.Dimension side) {
		return isOpen(side) || side.getDimValue() >= SMALLEST_SIDE;
	}

	private static boolean isOpen(final TensorShapeProto.Dimension side) {
		return side.getDimValue() <= 0;
	}

	private static List<String> named(final List<TensorShapeProto.Dimension> sides) {
		return sides.stream().map(side -> side.hasDimValue() ? Long.toString(side.getDimValue()) : side.hasDimParam() ? side
			.getDimParam() : "?").toList();
	}

	private Shape shape(final String name, final List<TensorShapeProto.Dimension> sides) {
		final int[] known = { 1, 1, 1 };
		boolean accepted = sides.size() == 2 || sides.size() == 4;
		final boolean open = sides.size() == 4 && (isOpen(sides.get(2)) || isOpen(sides.get(3)));
		if (open && !isOpen(sides.get(1)) && size.isEmpty()) throw new IllegalArgumentException("its input '" +
			name + "' has the open shape " + named(sides) + "; state with 'size' how many pixels wide and high it is to be");
		// The first side, the number of pictures, may be anything.
		for (int i = 1; i < sides.size() && accepted; i++) {
			final long side = i > 1 && isOpen(sides.get(i)) ? size.orElse(0) : sides.get(i).getDimValue();
			accepted = side > 0 && side <= 1 << 24;
			if (accepted) known[i - 1] = (int) side;
		}
		if (accepted && size.isPresent() && (known[1] != size.getAsInt() || known[2] != size.getAsInt()))
			throw new IllegalArgumentException("its input '" + name + "' is " + known[2] + " × " + known[1] +
				" pixels, and 'size' is " + size.getAsInt() + "; 'size' is for inputs whose height and width are open");
		if (!accepted) throw new IllegalArgumentException("the input '" + name + "' has the shape " + named(sides) +
			"; N × channels × rows × columns with known numbers is accepted");
		if ((double) known[0] * known[1] * known[2] > Integer.MAX_VALUE) throw new IllegalArgumentException("the input '" +
			name + "' has more values than an array can hold");
		return new Shape(known[0], known[1], known[2]);
	}

	private void translate(final NodeProto node, final Draft draft) throws IOException {
		final String name = Operation.nameOf(node);
		final Translator translator = Operators.translator(node.getOpType(), node.getDomain(), name);
		try {
			if (node.getOutputCount() == 0) throw new IllegalArgumentException("it has no output");
			for (int i = 1; i < node.getOutputCount(); i++)
				if (readers.containsKey(node.getOutput(i)) && !node.getOpType().equals("Split")) throw new IllegalArgumentException("its output '" + node.getOutput(i) +
					"' is read; only the first output is supported");
			final List<Value> inputs = new ArrayList<>();
			for (final String input : node.getInputList())
				inputs.add(input.isEmpty() ? null : unpadded(node, value(input), draft));
			final String output = node.getOutput(0);
			final boolean readOnce = readers.getOrDefault(output, 0) <= 1;
			draft.next(name, readOnce);
			final Value value = translator.translate(new Operation(node, inputs, opset, tensors), draft);
			if (value instanceof Outputs outputs) for (int i = 0; i < node.getOutputCount(); i++)
				values.put(node.getOutput(i), shared((Activation) outputs.values().get(i)));
			else values.put(output, readOnce || !(value instanceof Activation activation) ? value : shared(activation));
		}
		catch (final IllegalArgumentException exc) {
			throw new IllegalArgumentException("node '" + name + "' (" + node.getOpType() + "): " + exc.getMessage(), exc);
		}
	}

	/** Convolutions take zeros around maps over; for all else they become a layer. */
	private static Value unpadded(final NodeProto node, final Value value, final Draft draft) {
		final boolean takesOver = node.getOpType().equals("Conv") || node.getOpType().equals("Pad");
		return takesOver || !(value instanceof Activation activation) ? value : draft.unpadded(activation);
	}

	private static Activation shared(final Activation activation) {
		return new Activation(activation.node(), activation.shape(), activation.rank(), false, activation.padding(), activation
			.channelsLast());
	}

	private Value value(final String name) throws IOException {
		final Value known = values.get(name);
		if (known != null) return known;
		final TensorProto tensor = initializers.get(name);
		if (tensor == null) throw new IllegalArgumentException("it reads '" + name + "', which nothing computes");
		final Constant constant = tensors.read(tensor);
		values.put(name, constant);
		return constant;
	}
}

package sc.fiji.zfnet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;

/** Operators that join or rearrange: Concat, Flatten, Reshape, Squeeze, Unsqueeze. */
final class ShapeOperators {

	private ShapeOperators() {}

	static Value concat(final Operation operation, final Draft draft) {
		if (operation.input(0) instanceof Constant) return ShapeArithmetic.concat(operation);
		final Activation[] inputs = new Activation[operation.inputs()];
		for (int i = 0; i < inputs.length; i++) {
			inputs[i] = operation.activation(i);
			if (inputs[i].rank() != inputs[0].rank()) throw new IllegalArgumentException("its inputs have " + inputs[0]
				.rank() + " and " + inputs[i].rank() + " axes; equal numbers are accepted");
		}
		final Activation first = operation.activation(0);
		final long axis = operation.integer("axis", 1);
		if (first.axis(axis) != 1) throw new IllegalArgumentException("axis is " + axis +
			"; 1 is accepted (channels after channels)");
		return draft.add(new Concat(), first.rank(), inputs);
	}

	static Value flatten(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		final long axis = operation.integer("axis", 1);
		if (input.axis(axis) != 1) throw new IllegalArgumentException("axis is " + axis +
			"; 1 is accepted (one vector per picture)");
		return draft.add(flatten(input), 2, input);
	}

	private static Flatten flatten(final Activation input) {
		return new Flatten(input.channelsLast() && input.shape().positions() > 1);
	}

	/** To a vector it is flattening; to maps a layer of its own. A constant is taken under its new shape. */
	static Value reshape(final Operation operation, final Draft draft) {
		final long[] target = operation.integers("shape", 1, 5);
		if (target == null) throw new IllegalArgumentException("the shape is missing");
		if (operation.input(0) instanceof Constant constant) return constant.shaped(resolve(target, constant.dimensions(),
			constant.size()));
		if (operation.input(0) instanceof Grouped grouped) return ungrouped(grouped, target, draft);
		if (operation.input(0) instanceof GroupRows rows) return ungrouped(new Grouped(rows.maps(), rows.groups(), false), target,
			draft);
		final Activation input = operation.activation(0);
		final int size = input.shape().size();
		final Shape shape = input.shape();
		if (target.length == 2 && isBatch(target[0], target[1], size) && (target[1] == -1 || target[1] == size ||
			target[1] == 0 && shape.channels() == size)) return draft.add(flatten(input), 2, input);
		if (isPixel(input, target)) return input.ofRank(4).turned(true);
		if (target.length == 5) return grouped(input, target);
		if (target.length == 3 && isGroups(input, target)) return new GroupRows(input, (int) target[1]);
		if (input.channelsLast() && Arrays.equals(Arrays.copyOfRange(input.sides(), 1, input.rank()), Arrays.copyOfRange(target, 1, target.length)))
			return input;
		if (target.length == 4 && target[0] >= -1 && !input.channelsLast()) {
			final int[] old = { 1, shape.channels(), shape.height(), shape.width() };
			final long[] picture = target.clone();
			// The number of pictures is left open; whether it is named, copied or inferred, one picture stays one.
			picture[0] = 1;
			final int[] sides = resolve(picture, old, size);
			return draft.add(new Reshape(new Shape(sides[1], sides[2], sides[3])), 4, input);
		}
		throw new IllegalArgumentException("the shape " + Arrays.toString(target) + " is asked of an input of " + input
			.shape() + "; [0, -1] and [N, channels, rows, columns] are accepted");
	}

	private static boolean isBatch(final long first, final long second, final int size) {
		return first >= -1;
	}

	/** Whether a vector becomes a picture of one pixel whose channels are last, as Keras has it before a gate. */
	private static boolean isPixel(final Activation input, final long[] target) {
		return target.length == 4 && input.shape().positions() == 1 && target[1] == 1 && target[2] == 1 && input.shape()
			.channels() > 1 && (target[3] == -1 || target[3] == input.shape().channels());
	}

	/** Whether each group of channels becomes one row of its own. */
	private static boolean isGroups(final Activation input, final long[] target) {
		final long groups = target[1];
		return input.rank() == 4 && !input.channelsLast() && groups > 0 && input.shape().channels() % groups == 0 &&
			(target[2] == -1 || target[2] == input.shape().size() / groups);
	}

	/** Channels put into groups, with an axis of their own. */
	private static Grouped grouped(final Activation input, final long[] target) {
		final Shape shape = input.shape();
		final int groups = (int) target[1];
		final long[] expected = { groups, shape.channels() / Math.max(1, groups), shape.height(), shape.width() };
		for (int i = 0; i < 4; i++)
			if (groups < 1 || shape.channels() % groups != 0 || target[i + 1] != expected[i] && target[i + 1] != -1)
				throw new IllegalArgumentException("the shape " + Arrays.toString(target) + " is asked of an input of " + shape +
					"; channels divided into groups are accepted");
		return new Grouped(input, groups, false);
	}

	/** Channels out of their groups again. */
	private static Value ungrouped(final Grouped grouped, final long[] target, final Draft draft) {
		final Activation maps = grouped.maps();
		final long[] sides = maps.sides();
		for (int i = 1; i < 4; i++)
			if (target.length != 4 || target[i] != sides[i] && target[i] != -1) throw new IllegalArgumentException("the shape " +
				Arrays.toString(target) + " is asked of channels in groups; that before, of " + maps.shape() + ", is accepted");
		return grouped.turned() ? draft.add(new ChannelShuffle(grouped.groups()), 4, maps) : maps;
	}

	/** Channels to the end or back, and groups of channels exchanged with the channels of a group. */
	static Value transpose(final Operation operation, final Draft draft) {
		final List<Integer> order = Arrays.stream(Operation.sizes("perm", operation.integers("perm"))).boxed().toList();
		if (operation.input(0) instanceof Constant constant) return ShapeArithmetic.transposed(constant, order);
		if (operation.input(0) instanceof Grouped grouped) {
			if (!order.equals(List.of(0, 2, 1, 3, 4))) throw new IllegalArgumentException("perm is " + order +
				"; [0, 2, 1, 3, 4], as of a channel shuffle, is accepted");
			return new Grouped(grouped.maps(), grouped.groups(), !grouped.turned());
		}
		final Activation input = operation.activation(0);
		final List<Integer> expected = input.rank() != 4 ? List.of(0, 1) : input.channelsLast() ? List.of(0, 3, 1, 2) : List
			.of(0, 2, 3, 1);
		if (order.equals(List.of(0, 1, 2, 3).subList(0, input.rank()))) return input;
		if (!order.equals(expected)) throw new IllegalArgumentException("perm is " + order + "; " + expected +
			" is accepted");
		return input.turned(!input.channelsLast());
	}

	/** Neighbouring channels. */
	static Value slice(final Operation operation, final Draft draft) {
		final long[] starts = operation.integers("starts", 1, 10);
		final long[] ends = operation.integers("ends", 2, 10);
		final long[] axes = operation.integers("axes", 3, 10);
		if (starts == null || ends == null) throw new IllegalArgumentException((starts == null ? "starts" : "ends") +
			" is missing");
		if (starts.length != 1 || ends.length != 1 || axes != null && axes.length != 1) throw new IllegalArgumentException(
			"starts, ends and axes have " + starts.length + ", " + ends.length + " and " + (axes == null ? "no" : axes.length) +
				" numbers; one each is accepted");
		final long[] steps = operation.opset() < 10 ? null : operation.integers("steps", 4, 10);
		if (steps != null && Arrays.stream(steps).anyMatch(step -> step != 1)) throw new IllegalArgumentException("steps is " +
			Arrays.toString(steps) + "; 1 is accepted");
		if (operation.input(0) instanceof Constant constant) return ShapeArithmetic.slice(constant, starts, ends);
		final Activation input = operation.activation(0);
		final long size = input.shape().channels();
		if (axes == null || input.axis(axes[0]) != 1) throw new IllegalArgumentException("axes is " + (axes == null ? "missing" : Arrays.toString(axes)) +
			"; the axis of the channels is accepted");
		final long first = Math.min(size, Math.max(0, starts[0] < 0 ? starts[0] + size : starts[0]));
		final long end = Math.max(first, Math.min(size, ends[0] < 0 ? ends[0] + size : ends[0]));
		return draft.add(new ChannelSlice((int) first, (int) (end - first)), input.rank(), input);
	}

	/** Channels divided among several outputs. */
	static Value split(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		if (input.axis(operation.integer("axis", 0)) != 1) throw new IllegalArgumentException("axis is " + operation.integer(
			"axis", 0) + "; the axis of the channels is accepted");
		final long[] stated = operation.integers("split", 1, 13);
		final int parts = operation.outputs();
		final int[] sizes = stated == null ? new int[0] : Operation.sizes("split", stated);
		if (sizes.length > 0 && (sizes.length != parts || Arrays.stream(stated).sum() != input.shape().channels()))
			throw new IllegalArgumentException("split is " + Arrays.toString(stated) + "; " + parts + " numbers with a sum of " +
				input.shape().channels() + " are accepted");
		final List<Value> outputs = new ArrayList<>();
		int first = 0;
		for (int i = 0; i < parts; i++) {
			final int rest = input.shape().channels() - first;
			final int channels = sizes.length == 0 ? Math.min(rest, (input.shape().channels() + parts - 1) / parts)
				: sizes[i];
			outputs.add(draft.add(new ChannelSlice(first, channels), input.rank(), input));
			first += channels;
		}
		return new Outputs(outputs);
	}

	/** The sides of an activation, as shapes are computed with them. */
	static Value shape(final Operation operation, final Draft draft) {
		if (operation.input(0) instanceof Constant constant) return Constant.ofIntegers(new int[] { constant.rank() }, Arrays
			.stream(constant.dimensions()).asLongStream().toArray());
		final long[] sides = operation.activation(0).sides();
		return Constant.ofIntegers(new int[] { sides.length }, sides);
	}

	/** The sides asked for: 0 copies the old side, −1 takes what is left. */
	private static int[] resolve(final long[] target, final int[] old, final int size) {
		final long[] sides = target.clone();
		int open = -1;
		long known = 1;
		for (int i = 0; i < sides.length; i++) {
			if (sides[i] == 0 && i < old.length) sides[i] = old[i];
			if (sides[i] == -1 && open < 0) open = i;
			else if (sides[i] < 1 || sides[i] > size) known = 0;
			else if (known <= size) known *= sides[i];
		}
		if (open >= 0 && known > 0 && size % known == 0) {
			sides[open] = size / known;
			known = size;
		}
		if (known != size) throw new IllegalArgumentException("the shape " + Arrays.toString(target) + " is asked of " +
			size + " values in the shape " + Arrays.toString(old) + ", which does not go");
		return Arrays.stream(sides).mapToInt(Math::toIntExact).toArray();
	}

	/** Drops sides of 1; the values stay, so no layer is needed. */
	static Value squeeze(final Operation operation, final Draft draft) {
		final long[] axes = operation.integers("axes", 1, 13);
		if (operation.input(0) instanceof Constant constant) return squeezed(constant, axes);
		final Activation input = operation.activation(0);
		final int[] dropped = axes == null ? new int[0] : Arrays.stream(axes).mapToInt(input::axis).distinct().toArray();
		if (input.shape().positions() != 1 || Arrays.stream(dropped).anyMatch(axis -> axis < 2)) throw refused(input, axes);
		return input.ofRank(axes == null ? 2 : input.rank() - dropped.length);
	}

	private static Constant squeezed(final Constant constant, final long[] axes) {
		final int[] sides = constant.dimensions();
		return constant.shaped(IntStream.range(0, sides.length).filter(i -> sides[i] != 1 || axes != null && Arrays.stream(
			axes).noneMatch(axis -> axis == i || axis == i - sides.length)).map(i -> sides[i]).toArray());
	}

	/** Adds sides of 1; the values stay, so no layer is needed. */
	static Value unsqueeze(final Operation operation, final Draft draft) {
		final long[] axes = operation.integers("axes", 1, 13);
		if (axes == null) throw new IllegalArgumentException("axes is missing");
		if (operation.input(0) instanceof Constant constant) {
			return constant.shaped(around(axes, constant.dimensions()));
		}
		final Activation input = operation.activation(0);
		final Activation result = input.ofRank(input.rank() + axes.length);
		if (result.rank() > 4 || input.shape().positions() != 1 || Arrays.stream(axes).anyMatch(axis -> result.axis(
			axis) < 2)) throw refused(input, axes);
		return result;
	}

	private static int[] around(final long[] axes, final int[] old) {
		final int rank = axes.length + old.length;
		if (rank > 4) throw new IllegalArgumentException("its constant would have " + rank + " axes; up to 4 are accepted");
		final int[] sides = new int[rank];
		for (final long axis : axes) {
			final long index = axis < 0 ? axis + rank : axis;
			if (index < 0 || index >= rank || sides[(int) index] == 1) throw new IllegalArgumentException("axes is " + Arrays
				.toString(axes) + "; different ones below " + rank + " are accepted");
			sides[(int) index] = 1;
		}
		int next = 0;
		for (int i = 0; i < rank; i++)
			if (sides[i] == 0) sides[i] = old[next++];
		return sides;
	}

	private static IllegalArgumentException refused(final Activation input, final long[] axes) {
		return new IllegalArgumentException("axes is " + (axes == null ? "missing" : Arrays.toString(axes)) +
			" for an input of " + input.shape() + "; rows and columns (2 and 3) of maps of one pixel are accepted");
	}

	static void write(final GraphWriter graph, final Node node, final Concat layer) {
		final boolean vectors = graph.areVectors(node);
		graph.add(node, "Concat", vectors ? 2 : 4, vectors ? node.inputs() : graph.maps(node), List.of(Attributes.integer(
			"axis", 1)));
	}

	static void write(final GraphWriter graph, final Node node, final Flatten layer) {
		final List<String> inputs = layer.channelsLast() ? List.of(graph.step(node, "Transpose", List.of(Attributes.integers(
			"perm", 0, 2, 3, 1)), graph.maps(node).get(0))) : node.inputs();
		graph.add(node, "Flatten", 2, inputs, List.of(Attributes.integer("axis", 1)));
	}

	static void write(final GraphWriter graph, final Node node, final ChannelSlice layer) {
		final String start = list(graph, node, "start", layer.first());
		final String end = list(graph, node, "end", layer.first() + layer.channels());
		graph.add(node, "Slice", graph.rank(node), Attributes.with(node.inputs(), start, end, list(graph, node, "axis", 1)),
			List.of());
	}

	static void write(final GraphWriter graph, final Node node, final ChannelShuffle layer) {
		final Shape shape = node.shape();
		final String apart = graph.step(node, "Reshape", graph.maps(node).get(0), list(graph, node, "groups", 0, layer
			.groups(), shape.channels() / layer.groups(), shape.height(), shape.width()));
		final String turned = graph.step(node, "Transpose", List.of(Attributes.integers("perm", 0, 2, 1, 3, 4)), apart);
		graph.add(node, "Reshape", 4, List.of(turned, list(graph, node, "shape", 0, shape.channels(), shape.height(), shape
			.width())), List.of());
	}

	static void write(final GraphWriter graph, final Node node, final Pad layer) {
		final Padding p = layer.padding();
		graph.add(node, "Pad", 4, Attributes.with(graph.maps(node), list(graph, node, "pads", 0, 0, p.top(), p.left(), 0, 0, p
			.bottom(), p.right())), List.of());
	}

	private static String list(final GraphWriter graph, final Node node, final String what, final long... values) {
		return graph.initializer(TensorWriter.integers(graph.free(node.name() + "." + what), values));
	}

	static void write(final GraphWriter graph, final Node node, final Reshape layer) {
		// 0 keeps the number of pictures.
		final String target = graph.initializer(TensorWriter.integers(graph.free(node.name() + ".shape"), 0, layer.shape()
			.channels(), layer.shape().height(), layer.shape().width()));
		graph.add(node, "Reshape", 4, Attributes.with(node.inputs(), target), List.of());
	}
}

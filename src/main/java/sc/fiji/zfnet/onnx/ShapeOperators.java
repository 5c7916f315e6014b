package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;

/** Operators that join or rearrange: Concat, Flatten, Reshape, Squeeze, Unsqueeze. */
final class ShapeOperators {

	private ShapeOperators() {}

	static Value concat(final Operation operation, final Draft draft) {
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
		return draft.add(new Flatten(), 2, input);
	}

	/** To a vector it is flattening; to maps a layer of its own. A constant is taken under its new shape. */
	static Value reshape(final Operation operation, final Draft draft) {
		final long[] target = operation.integers("shape", 1, 5);
		if (target == null) throw new IllegalArgumentException("the shape is missing");
		if (operation.input(0) instanceof Constant constant) return constant.shaped(resolve(target, constant.dimensions(),
			constant.size()));
		final Activation input = operation.activation(0);
		final int size = input.shape().size();
		final Shape shape = input.shape();
		if (target.length == 2 && isBatch(target[0], target[1], size) && (target[1] == -1 || target[1] == size ||
			target[1] == 0 && shape.channels() == size)) return draft.add(new Flatten(), 2, input);
		if (target.length == 4 && target[0] >= -1) {
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
		return first >= 0 || first == -1 && (second == size || second == 0);
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
			if (constant.rank() != 1) throw new IllegalArgumentException("a constant with " + constant.rank() +
				" axes is given more; a vector is accepted");
			return constant.shaped(around(axes, constant.size()));
		}
		final Activation input = operation.activation(0);
		final Activation result = input.ofRank(input.rank() + axes.length);
		if (result.rank() > 4 || input.shape().positions() != 1 || Arrays.stream(axes).anyMatch(axis -> result.axis(
			axis) < 2)) throw refused(input, axes);
		return result;
	}

	private static int[] around(final long[] axes, final int size) {
		final int rank = axes.length + 1;
		if (rank > 4) throw new IllegalArgumentException("axes has " + axes.length + " numbers; at most 3 are accepted");
		final int[] sides = new int[rank];
		for (final long axis : axes) {
			final long index = axis < 0 ? axis + rank : axis;
			if (index < 0 || index >= rank || sides[(int) index] == 1) throw new IllegalArgumentException("axes is " + Arrays
				.toString(axes) + "; different ones below " + rank + " are accepted");
			sides[(int) index] = 1;
		}
		for (int i = 0; i < rank; i++)
			if (sides[i] == 0) sides[i] = size;
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
		graph.add(node, "Flatten", 2, node.inputs(), List.of(Attributes.integer("axis", 1)));
	}

	static void write(final GraphWriter graph, final Node node, final Reshape layer) {
		// 0 keeps the number of pictures.
		final String target = graph.initializer(TensorWriter.integers(graph.free(node.name() + ".shape"), 0, layer.shape()
			.channels(), layer.shape().height(), layer.shape().width()));
		graph.add(node, "Reshape", 4, Attributes.with(node.inputs(), target), List.of());
	}
}

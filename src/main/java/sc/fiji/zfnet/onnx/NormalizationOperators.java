package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.onnx.proto.AttributeProto;

/**
 * InstanceNormalization, GroupNormalization, LayerNormalization and MeanVarianceNormalization: by mean and deviation of the
 * picture itself. Factors and shifts after it are a layer of their own.
 */
final class NormalizationOperators {

	private NormalizationOperators() {}

	/** One mean for each channel, or for each group of channels where a Reshape has put them together. */
	static Value instance(final Operation operation, final Draft draft) {
		final double epsilon = epsilon(operation);
		if (operation.input(0) instanceof GroupRows rows) {
			final Activation input = rows.maps();
			return new GroupRows(affine(operation, draft, normalized(draft, input, rows.groups(), true, epsilon), rows.groups()),
				rows.groups());
		}
		final Activation input = operation.maps(0);
		final int channels = input.shape().channels();
		return affine(operation, draft, normalized(draft, input, channels, true, epsilon), channels);
	}

	static Value group(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		final int groups = Operation.sizes("num_groups", new long[] { operation.integer("num_groups", 0) })[0];
		return affine(operation, draft, normalized(draft, input, groups, true, epsilon(operation)), operation.constant(1)
			.size());
	}

	/** Over all axes from one on: over the channels of each position where these are last, over all of a picture from axis 1. */
	static Value layer(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		final long axis = operation.integer("axis", -1);
		final boolean overChannels = input.axis(axis) == 1 && (input.channelAxis() == input.rank() - 1);
		if (!overChannels && input.axis(axis) != 1 && !(input.channelsLast() && input.axis(axis) == 2))
			throw new IllegalArgumentException("axis is " + axis + "; all of a picture, or the channels where they are last, " +
				"are accepted");
		final Activation result = normalized(draft, input, 1, !overChannels, epsilon(operation));
		if (!operation.has(1)) return result;
		return draft.affine(result, perChannel(operation.constant(1), result), operation.has(2) ? perChannel(operation.constant(
			2), result) : null);
	}

	/** Numbers for each value are accepted where all of a channel are equal. */
	private static float[] perChannel(final Constant constant, final Activation target) {
		final int positions = target.shape().positions();
		if (positions == 1 || constant.size() != target.shape().size() || target.channelsLast()) return Broadcast.overChannels(
			constant, target);
		final float[] values = new float[target.shape().channels()];
		for (int i = 0; i < constant.size(); i++) {
			values[i / positions] = constant.values()[i];
			if (constant.values()[i] != constant.values()[i / positions * positions]) throw new IllegalArgumentException(
				"its factors or shifts differ within a channel; one number for each channel is accepted");
		}
		return values;
	}

	/** Over stated axes, without factors; {@link ComposedNormalization} makes it of single steps. */
	static Value byAxes(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		final long[] axes = operation.integers("axes");
		final int[] over = Arrays.stream(axes).mapToInt(input::axis).sorted().toArray();
		final double epsilon = epsilon(operation);
		if (Arrays.equals(over, new int[] { 1 })) return normalized(draft, input, 1, false, epsilon);
		if (Arrays.equals(over, new int[] { 2, 3 })) return normalized(draft, input, input.shape().channels(), true, epsilon);
		if (Arrays.equals(over, new int[] { 1, 2, 3 })) return normalized(draft, input, 1, true, epsilon);
		throw new IllegalArgumentException("axes is " + Arrays.toString(axes) +
			"; those of the channels, of rows and columns, or of all three are accepted");
	}

	private static double epsilon(final Operation operation) {
		return Double.parseDouble(Float.toString(operation.number("epsilon", 1e-5f)));
	}

	private static Activation normalized(final Draft draft, final Activation input, final int groups,
		final boolean acrossPositions, final double epsilon)
	{
		return draft.add(new GroupNormalization(groups, acrossPositions, epsilon), input.rank(), input);
	}

	/** Factors and shifts, one for each of some groups of neighbouring channels. */
	private static Activation affine(final Operation operation, final Draft draft, final Activation target,
		final int groups)
	{
		final float[] factors = perGroup(operation.constant(1), "scale", groups, target.shape().channels());
		final float[] shifts = perGroup(operation.constant(2), "shift", groups, target.shape().channels());
		return isAll(factors, 1) && isAll(shifts, 0) ? target : draft.affine(target, factors, shifts);
	}

	private static float[] perGroup(final Constant constant, final String what, final int groups, final int channels) {
		if (constant.size() != groups || channels % groups != 0) throw new IllegalArgumentException("the " + what + " has " +
			constant.size() + " values for " + groups + " groups of " + channels + " channels");
		final float[] values = new float[channels];
		for (int i = 0; i < channels; i++)
			values[i] = constant.values()[i / (channels / groups)];
		return values;
	}

	private static boolean isAll(final float[] values, final float wanted) {
		for (final float value : values)
			if (value != wanted) return false;
		return true;
	}

	/** As InstanceNormalization of maps or of rows of groups, or as single steps at each position. */
	static void write(final GraphWriter graph, final Node node, final GroupNormalization layer) {
		if (!layer.acrossPositions()) writeSteps(graph, node, layer);
		else {
			final String maps = graph.maps(node).get(0);
			final boolean each = layer.groups() == node.shape().channels();
			final String scale = filled(graph, node, "scale", layer.groups(), 1);
			final String shift = filled(graph, node, "shift", layer.groups(), 0);
			final List<AttributeProto> epsilon = List.of(Attributes.number("epsilon", layer.epsilon()));
			if (each) graph.add(node, "InstanceNormalization", 4, List.of(maps, scale, shift), epsilon);
			else {
				final String rows = graph.step(node, "Reshape", maps, sides(graph, node, "rows", 0, layer.groups(), -1));
				final String inner = graph.addNamed(node, "InstanceNormalization", List.of(rows, scale, shift), epsilon);
				graph.addLast(node, "Reshape", inner, sides(graph, node, "maps", 0, node.shape().channels(), node.shape().height(),
					node.shape().width()));
			}
		}
	}

	private static void writeSteps(final GraphWriter graph, final Node node, final GroupNormalization layer) {
		if (layer.groups() != 1) throw new IllegalArgumentException("Layer '" + node.name() + "' (" + layer +
			") cannot be written as ONNX");
		final List<AttributeProto> axes = List.of(Attributes.integers("axes", 1), Attributes.integer("keepdims", 1));
		final String input = node.inputs().get(0);
		final String centred = graph.step(node, "Sub", input, graph.step(node, "ReduceMean", axes, input));
		final String variance = graph.step(node, "ReduceMean", axes, graph.step(node, "Mul", centred, centred));
		final String root = graph.step(node, "Sqrt", graph.step(node, "Add", variance, graph.number(node.name() + ".epsilon",
			layer.epsilon())));
		graph.add(node, "Div", graph.rank(node), List.of(centred, root), List.of());
	}

	private static String filled(final GraphWriter graph, final Node node, final String what, final int count,
		final float value)
	{
		final float[] values = new float[count];
		Arrays.fill(values, value);
		return graph.constant(node.name() + "." + what, values, count);
	}

	private static String sides(final GraphWriter graph, final Node node, final String what, final long... sides) {
		return graph.initializer(TensorWriter.integers(graph.free(node.name() + "." + what), sides));
	}
}

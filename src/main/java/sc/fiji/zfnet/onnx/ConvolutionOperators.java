package sc.fiji.zfnet.onnx;

import java.util.Arrays;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Window;

/** Conv, and the Pad before it. */
final class ConvolutionOperators {

	private ConvolutionOperators() {}

	static Value convolution(final Operation operation, final Draft draft) {
		final Activation input = operation.requireMaps(operation.maybePadded(0));
		final Constant kernel = operation.constant(1);
		final int[] sides = kernel.dimensions();
		if (sides.length != 4 || kernel.size() == 0) throw new IllegalArgumentException("the weights have the shape " +
			Arrays.toString(sides) + "; four axes are accepted (filters, channels, rows, columns)");
		final long group = operation.integer("group", 1);
		if (group < 1 || group * sides[1] != input.shape().channels()) throw new IllegalArgumentException("the weights are " +
			"for " + sides[1] + " channels in each of " + group + " groups but the input has " + input.shape().channels() +
			" channels");
		final int[] size = Operation.sizes("the weights' shape", new long[] { sides[2], sides[3] });
		final Window window = WindowReader.read(operation, input, size);
		final float[] bias = operation.has(2) ? bias(operation.constant(2), sides[0]) : new float[0];
		final Convolution layer = new Convolution(sides[0], window, (int) group, bias.length > 0);
		return draft.add(layer, new LayerWeights(kernel.values(), bias), 4, input);
	}

	/** Makes maps larger. */
	static Value transposed(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		final Constant kernel = operation.constant(1);
		final int[] sides = kernel.dimensions();
		if (sides.length != 4 || kernel.size() == 0 || sides[0] != input.shape().channels()) throw new IllegalArgumentException(
			"the weights have the shape " + Arrays.toString(sides) + " and the input has " + input.shape().channels() +
				" channels; four axes are accepted (channels, filters, rows, columns)");
		if (operation.has("output_shape")) throw new IllegalArgumentException("output_shape is set; pads and output_padding are " +
			"accepted");
		final String automatic = operation.text("auto_pad", "NOTSET");
		if (automatic.startsWith("SAME")) throw new IllegalArgumentException("auto_pad is '" + automatic +
			"'; NOTSET and VALID are accepted");
		final int groups = Operation.sizes("group", new long[] { operation.integer("group", 1) })[0];
		final int[] size = Operation.sizes("the weights' shape", new long[] { sides[2], sides[3] });
		final int[] extra = operation.sizes("output_padding", 0, 0);
		final int filters = Math.multiplyExact(sides[1], groups);
		final float[] bias = operation.has(2) ? bias(operation.constant(2), filters) : new float[0];
		final TransposedConvolution layer = new TransposedConvolution(filters, WindowReader.read(operation, input, size), extra[0],
			extra[1], groups, bias.length > 0);
		return draft.add(layer, new LayerWeights(kernel.values(), bias), 4, input);
	}

	private static float[] bias(final Constant bias, final int filters) {
		if (bias.size() != filters) throw new IllegalArgumentException("there are " + bias.size() + " biases for " +
			filters + " filters");
		return bias.values();
	}

	/** Zeros around maps; the next convolution takes them over. */
	static Value pad(final Operation operation, final Draft draft) {
		final Activation input = operation.requireMaps(operation.maybePadded(0));
		final String mode = operation.text("mode", "constant");
		if (!mode.equals("constant")) throw new IllegalArgumentException("mode is '" + mode + "'; 'constant' is accepted");
		final float value = operation.opset() < 11 ? operation.number("value", 0) : operation.number(2, 0);
		final long[] pads = operation.integers("pads", 1, 11);
		if (pads == null) throw new IllegalArgumentException("pads is missing");
		final long[] axes = operation.integers("axes", 3, 18);
		final int padded = axes == null ? 4 : axes.length;
		if (pads.length != 2 * padded) throw new IllegalArgumentException("pads has " + pads.length + " numbers; " + 2 *
			padded + " are accepted");
		final long[] before = new long[4];
		final long[] after = new long[4];
		for (int i = 0; i < padded; i++) {
			final int axis = axes == null ? i : input.axis(axes[i]);
			before[axis] = pads[i];
			after[axis] = pads[i + padded];
		}
		if (before[0] != 0 || before[1] != 0 || after[0] != 0 || after[1] != 0) throw new IllegalArgumentException("pads is " +
			Arrays.toString(pads) + "; zeros around rows and columns are accepted");
		final int[] sizes = Operation.sizes("pads", new long[] { before[2], before[3], after[2], after[3] });
		final Padding padding = new Padding(sizes[0], sizes[1], sizes[2], sizes[3]);
		if (value != 0 && !padding.isNone()) throw new IllegalArgumentException("the padding's value is " + value +
			"; 0 is accepted");
		final Activation result = input.padded(padding);
		Operation.sizes("pads together", new long[] { result.padding().vertical(), result.padding().horizontal() });
		return result;
	}

	static void write(final GraphWriter graph, final Node node, final TransposedConvolution layer) {
		graph.add(node, "ConvTranspose", 4, Attributes.with(graph.maps(node), graph.weights(node)), Attributes.with(Attributes
			.window(layer.window()), Attributes.integers("dilations", layer.window().dilationY(), layer.window().dilationX()),
			Attributes.integer("group", layer.groups()), Attributes.integers("output_padding", layer.extraRows(), layer
				.extraColumns())));
	}

	static void write(final GraphWriter graph, final Node node, final Convolution layer) {
		graph.add(node, "Conv", 4, Attributes.with(graph.maps(node), graph.weights(node)), Attributes.with(Attributes.window(
			layer.window()), Attributes.integers("dilations", layer.window().dilationY(), layer.window().dilationX()), Attributes
				.integer("group", layer.groups())));
	}
}

package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Window;

/** Gemm and MatMul with constant weights. */
final class DenseOperators {

	private DenseOperators() {}

	static Value gemm(final Operation operation, final Draft draft) {
		if (operation.integer("transA", 0) != 0) throw new IllegalArgumentException("transA is set; 0 is accepted");
		final float alpha = operation.number("alpha", 1);
		final float beta = operation.number("beta", 1);
		final Activation input = operation.activation(0);
		final LayerWeights weights = weights(operation, input, operation.integer("transB", 0) != 0, alpha);
		final int units = weights.kernel().length / input.shape().channels();
		final float[] bias = operation.has(2) ? Broadcast.overChannels(operation.constant(2), units, 2, beta) : new float[0];
		return draft.add(new Dense(units, bias.length > 0), new LayerWeights(weights.kernel(), bias), 2, input);
	}

	/** A product of matrices; an Add of a vector after it becomes the bias. */
	static Value matrixProduct(final Operation operation, final Draft draft) {
		final Activation input = operation.activation(0);
		if (input.rank() == 4 && input.channelsLast()) return atEachPosition(operation, draft, input);
		final LayerWeights weights = weights(operation, input, false, 1);
		return draft.add(new Dense(weights.kernel().length / input.shape().channels(), false), weights, 2, input);
	}

	/** A product with the channels of each position is a convolution with a kernel of one pixel. */
	private static Activation atEachPosition(final Operation operation, final Draft draft, final Activation input) {
		final LayerWeights weights = weights(operation, input, false, 1);
		final int filters = weights.kernel().length / input.shape().channels();
		return draft.add(new Convolution(filters, Window.POINT, 1, false), weights, 4, input);
	}

	/** The weights as units × inputs, multiplied by a factor. */
	private static LayerWeights weights(final Operation operation, final Activation input, final boolean transposed,
		final float factor)
	{
		if (input.rank() != 2 && !(input.rank() == 4 && input.channelsLast())) throw new IllegalArgumentException("its input has " + input.rank() +
			" axes; 2 are accepted (pictures, values), so flatten the maps first");
		final Constant matrix = operation.constant(1);
		final int inputs = input.shape().channels();
		if (matrix.rank() != 2 || matrix.size() == 0) throw new IllegalArgumentException("the weights have the shape " +
			Arrays.toString(matrix.dimensions()) + "; two axes are accepted");
		if (matrix.dimensions()[transposed ? 1 : 0] != inputs) throw new IllegalArgumentException(
			"the weights have the shape " + Arrays.toString(matrix.dimensions()) + ", which does not go with " + inputs +
				" inputs");
		final float[] values = transposed ? matrix.values() : transpose(matrix.values(), inputs);
		if (factor == 1) return new LayerWeights(values, new float[0]);
		final float[] scaled = new float[values.length];
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = values[i] * factor;
		return new LayerWeights(scaled, new float[0]);
	}

	private static float[] transpose(final float[] values, final int rows) {
		final int columns = values.length / rows;
		final float[] result = new float[values.length];
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++)
				result[column * rows + row] = values[row * columns + column];
		return result;
	}

	static void write(final GraphWriter graph, final Node node, final Dense layer) {
		graph.add(node, "Gemm", 2, Attributes.with(List.of(graph.vector(node)), graph.weights(node)), List.of(Attributes
			.integer("transB", 1)));
	}
}

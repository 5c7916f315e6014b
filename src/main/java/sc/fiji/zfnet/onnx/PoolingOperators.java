package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Padding;
import sc.fiji.zfnet.network.Window;

/** MaxPool, AveragePool, GlobalAveragePool, and ReduceMean over rows and columns. */
final class PoolingOperators {

	private PoolingOperators() {}

	static Value maximum(final Operation operation, final Draft draft) {
		if (operation.integer("storage_order", 0) != 0) throw new IllegalArgumentException(
			"storage_order is set; 0 is accepted");
		final Activation input = operation.maps(0);
		return draft.add(new MaxPool(WindowReader.reached(operation, input)), 4, input);
	}

	static Value average(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		final boolean countPadding = operation.integer("count_include_pad", 0) != 0;
		return draft.add(new AveragePool(WindowReader.reached(operation, input), countPadding), 4, input);
	}

	static Value global(final Operation operation, final Draft draft) {
		return draft.add(new GlobalAveragePool(), 4, operation.maps(0));
	}

	static Value reduceMean(final Operation operation, final Draft draft) {
		final Activation input = wholeMaps(operation, 18);
		return reduced(operation, draft.add(new GlobalAveragePool(), 4, input));
	}

	static Value globalMaximum(final Operation operation, final Draft draft) {
		return draft.add(maximumOf(operation.maps(0)), 4, operation.maps(0));
	}

	static Value reduceMaximum(final Operation operation, final Draft draft) {
		final Activation input = wholeMaps(operation, 18);
		return reduced(operation, draft.add(maximumOf(input), 4, input));
	}

	/** A window as large as the maps. */
	private static MaxPool maximumOf(final Activation input) {
		return new MaxPool(new Window(input.shape().height(), input.shape().width(), 1, 1, Padding.NONE, 1, 1, false));
	}

	private static Activation wholeMaps(final Operation operation, final int axesAreInputSince) {
		final Activation input = operation.activation(0);
		final long[] axes = operation.integers("axes", 1, axesAreInputSince);
		final int[] over = axes == null ? new int[0] : Arrays.stream(axes).mapToInt(input::axis).sorted().toArray();
		if (input.rank() != 4 || !Arrays.equals(over, new int[] { 2, 3 })) throw new IllegalArgumentException("axes is " +
			(axes == null ? "missing" : Arrays.toString(axes)) + "; the whole of rows and columns (2 and 3) is accepted");
		return input;
	}

	private static Activation reduced(final Operation operation, final Activation result) {
		return operation.integer("keepdims", 1) != 0 ? result : result.ofRank(2);
	}

	static void write(final GraphWriter graph, final Node node, final MaxPool layer) {
		graph.add(node, "MaxPool", 4, graph.maps(node), Attributes.with(Attributes.window(layer.window()), Attributes.integer(
			"ceil_mode", layer.window().roundUp() ? 1 : 0)));
	}

	static void write(final GraphWriter graph, final Node node, final AveragePool layer) {
		graph.add(node, "AveragePool", 4, graph.maps(node), Attributes.with(Attributes.window(layer.window()), Attributes
			.integer("ceil_mode", layer.window().roundUp() ? 1 : 0), Attributes.integer("count_include_pad", layer
				.countPadding() ? 1 : 0)));
	}

	static void write(final GraphWriter graph, final Node node, final GlobalAveragePool layer) {
		graph.add(node, "GlobalAveragePool", 4, graph.maps(node), List.of());
	}
}

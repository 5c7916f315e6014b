package sc.fiji.zfnet.onnx;

import java.util.Arrays;
import java.util.List;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;

/** MaxPool, AveragePool, GlobalAveragePool, and ReduceMean over rows and columns. */
final class PoolingOperators {

	private PoolingOperators() {}

	static Value maximum(final Operation operation, final Draft draft) {
		if (operation.integer("storage_order", 0) != 0) throw new IllegalArgumentException(
			"storage_order is set; 0 is accepted");
		final Activation input = operation.maps(0);
		return draft.add(new MaxPool(WindowReader.read(operation, input, null)), 4, input);
	}

	static Value average(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		final boolean countPadding = operation.integer("count_include_pad", 0) != 0;
		return draft.add(new AveragePool(WindowReader.read(operation, input, null), countPadding), 4, input);
	}

	static Value global(final Operation operation, final Draft draft) {
		return draft.add(new GlobalAveragePool(), 4, operation.maps(0));
	}

	static Value reduceMean(final Operation operation, final Draft draft) {
		final Activation input = operation.maps(0);
		final long[] axes = operation.integers("axes", 1, 18);
		final int[] over = axes == null ? new int[0] : Arrays.stream(axes).mapToInt(input::axis).sorted().toArray();
		if (!Arrays.equals(over, new int[] { 2, 3 })) throw new IllegalArgumentException("axes is " + (axes == null
			? "missing" : Arrays.toString(axes)) + "; the mean over rows and columns (2 and 3) is accepted");
		return draft.add(new GlobalAveragePool(), operation.integer("keepdims", 1) != 0 ? 4 : 2, input);
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

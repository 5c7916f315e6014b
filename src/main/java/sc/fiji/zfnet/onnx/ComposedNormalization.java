package sc.fiji.zfnet.onnx;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import sc.fiji.zfnet.onnx.proto.AttributeProto;
import sc.fiji.zfnet.onnx.proto.GraphProto;
import sc.fiji.zfnet.onnx.proto.NodeProto;
import sc.fiji.zfnet.onnx.proto.TensorProto;

/**
 * Finds normalisations that exporters spell out, (x − mean) / √(mean of (x − mean)² + epsilon), and makes one node of each:
 * MeanVarianceNormalization over the axes of the means, under the name of the division.
 */
final class ComposedNormalization {

	private static final int MOST_AXES = 4;

	private static final Set<String> UNCHANGING = Set.of("Identity", "Cast", "Dropout");

	private final TensorReader tensors;
	private final Map<String, NodeProto> producers = new HashMap<>();
	private final Map<String, TensorProto> constants = new HashMap<>();

	private ComposedNormalization(final GraphProto graph, final TensorReader tensors) {
		this.tensors = tensors;
		for (final TensorProto tensor : graph.getInitializerList())
			constants.put(tensor.getName(), tensor);
		for (final NodeProto node : graph.getNodeList()) {
			for (final String output : node.getOutputList())
				producers.put(output, node);
			for (final AttributeProto attribute : node.getAttributeList())
				if (node.getOpType().equals("Constant") && attribute.getName().equals("value") && node.getOutputCount() == 1)
					constants.put(node.getOutput(0), attribute.getT());
		}
	}

	/**
	 * A graph with such nodes in the place of the divisions; what nothing reads any more stays in it.
	 *
	 * @throws IOException when a constant cannot be read
	 */
	static GraphProto joined(final GraphProto graph, final TensorReader tensors) throws IOException {
		final ComposedNormalization finder = new ComposedNormalization(graph, tensors);
		final GraphProto.Builder joined = graph.toBuilder();
		for (int i = 0; i < graph.getNodeCount(); i++) {
			final Optional<NodeProto> normalization = finder.find(graph.getNode(i));
			if (normalization.isPresent()) joined.setNode(i, normalization.get());
		}
		return joined.build();
	}

	private Optional<NodeProto> find(final NodeProto division) throws IOException {
		final NodeProto centred = producer(division, "Div", 0, "Sub");
		final NodeProto variance = variance(producer(division, "Div", 1, "Sqrt"));
		final NodeProto mean = producer(centred, "Sub", 1, "ReduceMean");
		if (variance == null || mean == null || !source(centred.getInput(0)).equals(source(mean.getInput(0)))) return Optional
			.empty();
		final NodeProto square = producer(variance, "ReduceMean", 0, null);
		final Double epsilon = epsilon(producer(producer(division, "Div", 1, "Sqrt"), "Sqrt", 0, "Add"));
		final List<Long> axes = axes(mean);
		if (epsilon == null || axes.isEmpty() || !axes.equals(axes(variance)) || !isSquareOf(square, centred)) return Optional
			.empty();
		return Optional.of(NodeProto.newBuilder().setOpType("MeanVarianceNormalization").setName(division.getName()).addInput(
			centred.getInput(0)).addOutput(division.getOutput(0)).addAttribute(Attributes.integers("axes", axes.stream()
				.mapToLong(Long::longValue).toArray())).addAttribute(Attributes.number("epsilon", epsilon)).build());
	}

	/** The mean of squares under a root, whichever side of the sum with epsilon it is. */
	private NodeProto variance(final NodeProto root) {
		final NodeProto sum = producer(root, "Sqrt", 0, "Add");
		final NodeProto first = producer(sum, "Add", 0, "ReduceMean");
		return first != null ? first : producer(sum, "Add", 1, "ReduceMean");
	}

	private Double epsilon(final NodeProto sum) throws IOException {
		final Double first = number(sum, 0);
		return first != null ? first : number(sum, 1);
	}

	private boolean isSquareOf(final NodeProto square, final NodeProto centred) throws IOException {
		if (square == null || square.getInputCount() != 2) return false;
		final boolean first = isSame(square.getInput(0), centred);
		if (square.getOpType().equals("Mul")) return first && isSame(square.getInput(1), centred);
		return square.getOpType().equals("Pow") && first && Double.valueOf(2).equals(number(square, 1));
	}

	/** Whether a tensor is what a node computes, or another node like it. */
	private boolean isSame(final String tensor, final NodeProto node) {
		final NodeProto producer = producers.get(source(tensor));
		return producer != null && producer.getOpType().equals(node.getOpType()) && producer.getInputList().equals(node
			.getInputList());
	}

	/** A single number among the inputs of a node; null where it is none. */
	private Double number(final NodeProto node, final int input) throws IOException {
		final TensorProto tensor = node == null || node.getInputCount() <= input ? null : constants.get(source(node.getInput(
			input)));
		if (tensor == null || tensor.getDimsList().stream().anyMatch(side -> side != 1)) return null;
		return (double) tensors.read(tensor).values()[0];
	}

	private List<Long> axes(final NodeProto mean) throws IOException {
		for (final AttributeProto attribute : mean.getAttributeList())
			if (attribute.getName().equals("axes")) return attribute.getIntsList();
		final TensorProto tensor = mean.getInputCount() < 2 ? null : constants.get(source(mean.getInput(1)));
		if (tensor == null || tensor.getDimsCount() != 1 || tensor.getDims(0) > MOST_AXES) return List.of();
		return LongStream.of(tensors.read(tensor).longs()).boxed().toList();
	}

	/** What computes an input of a node, if both have the operators asked for; null otherwise. */
	private NodeProto producer(final NodeProto node, final String operator, final int input, final String wanted) {
		if (node == null || !node.getOpType().equals(operator) || node.getInputCount() <= input) return null;
		final NodeProto producer = producers.get(source(node.getInput(input)));
		return producer != null && (wanted == null || producer.getOpType().equals(wanted)) ? producer : null;
	}

	/** The tensor that one is a copy of. */
	private String source(final String tensor) {
		String source = tensor;
		final Set<String> seen = new HashSet<>();
		while (seen.add(source)) {
			final NodeProto producer = producers.get(source);
			if (producer == null || !UNCHANGING.contains(producer.getOpType()) || producer.getInputCount() == 0) return source;
			source = producer.getInput(0);
		}
		return source;
	}
}

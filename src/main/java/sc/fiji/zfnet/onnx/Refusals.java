package sc.fiji.zfnet.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sc.fiji.zfnet.onnx.proto.NodeProto;

/** Networks that are of another kind, refused by the name that users know it by before any of their nodes is read. */
final class Refusals {

	private static final String RECURRENT = "a recurrent layer";
	private static final String ATTENTION = "a vision transformer's attention";
	private static final String ENLARGING = "a layer that enlarges maps, as of a segmentation network,";
	private static final String QUANTISED = "a network with quantised numbers";
	private static final String BRANCHING = "a network that decides which of its nodes run";

	/** What users know some operators by. */
	private static final Map<String, String> KNOWN = Map.ofEntries(Map.entry("LSTM", RECURRENT), Map.entry("GRU", RECURRENT),
		Map.entry("RNN", RECURRENT), Map.entry("Attention", ATTENTION), Map.entry("MultiHeadAttention", ATTENTION), Map.entry(
			"Resize", ENLARGING), Map.entry("Upsample", ENLARGING), Map.entry("QuantizeLinear", QUANTISED), Map.entry(
				"DequantizeLinear", QUANTISED), Map.entry("QLinearConv", QUANTISED), Map.entry("ConvInteger", QUANTISED), Map.entry(
					"DynamicQuantizeLinear", QUANTISED), Map.entry("If", BRANCHING), Map.entry("Loop", BRANCHING), Map.entry("Scan",
						BRANCHING));

	/** What may stand between the softmax of an attention and the product that it weights. */
	private static final Set<String> UNCHANGING = Set.of("Identity", "Cast", "Dropout", "Reshape");

	private final Map<String, NodeProto> producers = new HashMap<>();

	private Refusals(final List<NodeProto> nodes) {
		for (final NodeProto node : nodes)
			for (final String output : node.getOutputList())
				producers.put(output, node);
	}

	/**
	 * Checks the nodes that the output needs.
	 *
	 * @throws IllegalArgumentException when one shows that the network is of another kind
	 */
	static void check(final List<NodeProto> nodes) {
		final Refusals refusals = new Refusals(nodes);
		for (final NodeProto node : nodes)
			refusals.kind(node).ifPresent(kind -> {
				throw new IllegalArgumentException(kind + " (node '" + Operation.nameOf(node) + "', operator '" + node.getOpType() +
					"') is not supported; convolutional networks are accepted");
			});
	}

	private Optional<String> kind(final NodeProto node) {
		final String known = KNOWN.get(node.getOpType());
		if (known != null) return Optional.of(known);
		// Attention is a product with the softmax of another product.
		final boolean attends = node.getOpType().equals("MatMul") && node.getInputCount() == 2 && isSoftmax(node.getInput(0)) &&
			producers.containsKey(node.getInput(1)) && !isConstant(node.getInput(1));
		return attends ? Optional.of(ATTENTION) : Optional.empty();
	}

	private boolean isConstant(final String tensor) {
		return producers.get(tensor).getOpType().equals("Constant");
	}

	private boolean isSoftmax(final String tensor) {
		String source = tensor;
		final Set<String> seen = new HashSet<>();
		while (seen.add(source)) {
			final NodeProto producer = producers.get(source);
			if (producer == null) return false;
			if (producer.getOpType().equals("Softmax")) return true;
			if (!UNCHANGING.contains(producer.getOpType()) || producer.getInputCount() == 0) return false;
			source = producer.getInput(0);
		}
		return false;
	}
}

package sc.fiji.zfnet.onnx;

import java.util.Map;
import java.util.TreeMap;

/** Which operators are supported, and what translates each. */
final class Operators {

	private static final Map<String, Translator> TRANSLATORS = new TreeMap<>(Map.ofEntries(
		// Layers with weights
		Map.entry("Conv", ConvolutionOperators::convolution), Map.entry("Pad", ConvolutionOperators::pad), Map.entry(
			"Gemm", DenseOperators::gemm), Map.entry("MatMul", DenseOperators::matrixProduct), Map.entry("Add",
				FoldedOperators::add), Map.entry("BatchNormalization", FoldedOperators::batchNormalization),
		// Pooling
		Map.entry("MaxPool", PoolingOperators::maximum), Map.entry("AveragePool", PoolingOperators::average), Map.entry(
			"GlobalAveragePool", PoolingOperators::global), Map.entry("ReduceMean", PoolingOperators::reduceMean),
		// Layers that work value by value or map by map
		Map.entry("Relu", PointOperators::relu), Map.entry("LRN", PointOperators::normalization), Map.entry("Dropout",
			PointOperators::dropout), Map.entry("Softmax", PointOperators::softmax),
		// Shapes
		Map.entry("Concat", ShapeOperators::concat), Map.entry("Flatten", ShapeOperators::flatten), Map.entry("Reshape",
			ShapeOperators::reshape), Map.entry("Squeeze", ShapeOperators::squeeze), Map.entry("Unsqueeze",
				ShapeOperators::unsqueeze),
		// Constants, and what leaves values as they are
		Map.entry("Identity", ConstantOperators::identity), Map.entry("Cast", ConstantOperators::cast), Map.entry(
			"Constant", ConstantOperators::constant), Map.entry("ConstantOfShape", ConstantOperators::constantOfShape)));

	private Operators() {}

	/**
	 * What translates an operator.
	 *
	 * @param operator name of the operator
	 * @param domain its domain; empty for ONNX's own
	 * @param node name of the node, for the message
	 * @throws IllegalArgumentException when it is not supported
	 */
	static Translator translator(final String operator, final String domain, final String node) {
		final boolean own = isOwn(domain);
		final Translator translator = own ? TRANSLATORS.get(operator) : null;
		if (translator == null) throw new IllegalArgumentException("the operator '" + operator + "'" + (own ? ""
			: " of the domain '" + domain + "'") + " of node '" + node + "' is not supported; supported are: " + String.join(
				", ", TRANSLATORS.keySet()));
		return translator;
	}

	/** Whether a domain is ONNX's own. */
	static boolean isOwn(final String domain) {
		return domain.isEmpty() || domain.equals("ai.onnx");
	}
}

package sc.fiji.zfnet.onnx;

import java.util.Map;
import java.util.TreeMap;

/** Which operators are supported, and what translates each. */
final class Operators {

	private static final Map<String, Translator> TRANSLATORS = new TreeMap<>(Map.ofEntries(
		// Layers with weights
		Map.entry("Conv", ConvolutionOperators::convolution), Map.entry("ConvTranspose", ConvolutionOperators::transposed), Map.entry("Pad", ConvolutionOperators::pad), Map.entry(
			"Gemm", DenseOperators::gemm), Map.entry("MatMul", DenseOperators::matrixProduct), Map.entry("BatchNormalization", ArithmeticOperators::batchNormalization),
		// By mean and deviation of the picture
		Map.entry("InstanceNormalization", NormalizationOperators::instance), Map.entry("GroupNormalization",
			NormalizationOperators::group), Map.entry("LayerNormalization", NormalizationOperators::layer), Map.entry(
				"MeanVarianceNormalization", NormalizationOperators::byAxes),
		// Arithmetic
		Map.entry("Add", ArithmeticOperators::add), Map.entry("Sum", ArithmeticOperators::sum), Map.entry("Sub",
			ArithmeticOperators::subtract), Map.entry("Mul", ArithmeticOperators::multiply), Map.entry("Div",
				ArithmeticOperators::divide),
		// Functions of each value
		Map.entry("Clip", FunctionOperators::clip), Map.entry("LeakyRelu", FunctionOperators::leakyRelu), Map.entry("PRelu",
			FunctionOperators::prelu), Map.entry("Elu", FunctionOperators::elu), Map.entry("Selu", FunctionOperators::selu), Map
				.entry("Celu", FunctionOperators::celu), Map.entry("Gelu", FunctionOperators::gelu), Map.entry("HardSwish",
					FunctionOperators::hardSwish), Map.entry("Mish", FunctionOperators::mish), Map.entry("Softplus",
						FunctionOperators::softplus), Map.entry("Tanh", FunctionOperators::tanh), Map.entry("Sigmoid",
							FunctionOperators::sigmoid), Map.entry("HardSigmoid", FunctionOperators::hardSigmoid), Map.entry("Erf",
								FunctionOperators::erf),
		// Pooling
		Map.entry("MaxPool", PoolingOperators::maximum), Map.entry("AveragePool", PoolingOperators::average), Map.entry(
			"GlobalAveragePool", PoolingOperators::global), Map.entry("ReduceMean", PoolingOperators::reduceMean), Map.entry(
				"GlobalMaxPool", PoolingOperators::globalMaximum), Map.entry("ReduceMax", PoolingOperators::reduceMaximum),
		// Layers that work value by value or map by map
		Map.entry("Relu", PointOperators::relu), Map.entry("LRN", PointOperators::normalization), Map.entry("Dropout",
			PointOperators::dropout), Map.entry("Softmax", PointOperators::softmax), Map.entry("LogSoftmax", PointOperators::logSoftmax),
		// Shapes
		Map.entry("Concat", ShapeOperators::concat), Map.entry("Flatten", ShapeOperators::flatten), Map.entry("Reshape",
			ShapeOperators::reshape), Map.entry("Squeeze", ShapeOperators::squeeze), Map.entry("Transpose", ShapeOperators::transpose), Map.entry(
				"Slice", ShapeOperators::slice), Map.entry("Split", ShapeOperators::split), Map.entry("Shape",
					ShapeOperators::shape), Map.entry("Gather", ShapeArithmetic::gather), Map.entry("Unsqueeze",
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

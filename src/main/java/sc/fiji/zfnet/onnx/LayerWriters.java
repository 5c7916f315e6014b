package sc.fiji.zfnet.onnx;

import java.util.HashMap;
import java.util.Map;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Sum;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Softmax;

/** The writer of each type of layer; it is next to the reader of the operator. */
final class LayerWriters {

	private static final Map<Class<? extends Layer>, LayerWriter<?>> BY_TYPE = new HashMap<>();

	static {
		// Layers with weights
		enter(Convolution.class, ConvolutionOperators::write);
		enter(TransposedConvolution.class, ConvolutionOperators::write);
		enter(Dense.class, DenseOperators::write);
		enter(Affine.class, ArithmeticOperators::write);
		enter(GroupNormalization.class, NormalizationOperators::write);
		// Several inputs
		enter(Sum.class, ArithmeticOperators::write);
		enter(Gate.class, ArithmeticOperators::write);
		// Pooling
		enter(MaxPool.class, PoolingOperators::write);
		enter(AveragePool.class, PoolingOperators::write);
		enter(GlobalAveragePool.class, PoolingOperators::write);
		// Layers that work value by value or map by map
		enter(Relu.class, PointOperators::write);
		enter(LocalResponseNormalization.class, PointOperators::write);
		enter(Dropout.class, PointOperators::write);
		enter(Softmax.class, PointOperators::write);
		enter(Clip.class, FunctionOperators::write);
		enter(LeakyRelu.class, FunctionOperators::write);
		enter(PRelu.class, FunctionOperators::write);
		enter(Elu.class, FunctionOperators::write);
		enter(Gelu.class, FunctionOperators::write);
		enter(Silu.class, FunctionOperators::write);
		enter(HardSwish.class, FunctionOperators::write);
		enter(Mish.class, FunctionOperators::write);
		enter(Softplus.class, FunctionOperators::write);
		enter(Tanh.class, FunctionOperators::write);
		enter(Sigmoid.class, FunctionOperators::write);
		enter(HardSigmoid.class, FunctionOperators::write);
		enter(LogSoftmax.class, PointOperators::write);
		// Shapes
		enter(Pad.class, ShapeOperators::write);
		enter(ChannelSlice.class, ShapeOperators::write);
		enter(ChannelShuffle.class, ShapeOperators::write);
		enter(Concat.class, ShapeOperators::write);
		enter(Flatten.class, ShapeOperators::write);
		enter(Reshape.class, ShapeOperators::write);
	}

	private LayerWriters() {}

	private static <L extends Layer> void enter(final Class<L> type, final LayerWriter<L> writer) {
		BY_TYPE.put(type, writer);
	}

	/**
	 * Writes a node.
	 *
	 * @throws IllegalArgumentException when its type cannot be written
	 */
	static void write(final GraphWriter graph, final Node node) {
		of(node).write(graph, node, node.layer());
	}

	@SuppressWarnings("unchecked") // each type of layer is entered with its own writer
	private static LayerWriter<Layer> of(final Node node) {
		final LayerWriter<?> writer = BY_TYPE.get(node.layer().getClass());
		if (writer == null) throw new IllegalArgumentException("Layer '" + node.name() + "' of type " + node.layer().type() +
			" cannot be written as ONNX");
		return (LayerWriter<Layer>) writer;
	}
}

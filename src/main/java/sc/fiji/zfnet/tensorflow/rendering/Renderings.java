package sc.fiji.zfnet.tensorflow.rendering;

import java.util.List;
import java.util.Map;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.Concat;
import sc.fiji.zfnet.network.Convolution;
import sc.fiji.zfnet.network.Dense;
import sc.fiji.zfnet.network.Dropout;
import sc.fiji.zfnet.network.Flatten;
import sc.fiji.zfnet.network.GlobalAveragePool;
import sc.fiji.zfnet.network.Layer;
import sc.fiji.zfnet.network.LocalResponseNormalization;
import sc.fiji.zfnet.network.MaxPool;
import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.network.Relu;
import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Softmax;

/** The rendering of every type of layer. */
public final class Renderings {

	private static final Map<Class<? extends Layer>, Rendering<?>> BY_TYPE = Map.ofEntries(
		Map.entry(Convolution.class, new ConvolutionRendering()), Map.entry(Relu.class, new ReluRendering()),
		Map.entry(MaxPool.class, new MaxPoolRendering()), Map.entry(AveragePool.class, new AveragePoolRendering()),
		Map.entry(GlobalAveragePool.class, new GlobalAveragePoolRendering()),
		Map.entry(LocalResponseNormalization.class, new LocalResponseNormalizationRendering()),
		Map.entry(Dense.class, new DenseRendering()), Map.entry(Dropout.class, new DropoutRendering()),
		Map.entry(Softmax.class, new SoftmaxRendering()), Map.entry(Concat.class, new ConcatRendering()),
		Map.entry(Flatten.class, new FlattenRendering()), Map.entry(Reshape.class, new ReshapeRendering()));

	private Renderings() {}

	/**
	 * A node's output.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param inputs what it reads: batch × height × width × channels
	 * @param weights its weights; null for a layer without
	 */
	public static Operand<TFloat32> forward(final Ops tf, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return of(node.layer()).forward(tf, node.layer(), node, inputs, weights);
	}

	/**
	 * What comes down to each input of a node in the deconvnet.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param above what comes down to its output
	 * @param inputs what it read in the forward pass
	 * @param output what came out in the forward pass
	 * @param weights its weights; null for a layer without
	 */
	public static List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
		final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights)
	{
		return of(node.layer()).downward(tf, node.layer(), node, above, new Rendering.ForwardPass(inputs, output, weights,
			null));
	}

	/**
	 * A node's output while training: dropout acts.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param inputs what it reads: batch × height × width × channels
	 * @param weights its weights; null for a layer without
	 * @param seed two numbers that decide on all that is random in this pass
	 */
	public static Operand<TFloat32> training(final Ops tf, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights, final Operand<TInt64> seed)
	{
		return of(node.layer()).training(tf, node.layer(), node, inputs, weights, seed);
	}

	/**
	 * Gradients of the loss by what a node reads and by its weights.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param above gradient of the loss by its output
	 * @param inputs what it read while training
	 * @param output what came out while training
	 * @param weights its weights; null for a layer without
	 * @param seed the one of the pass
	 */
	public static LayerGradients backward(final Ops tf, final Node node, final Operand<TFloat32> above,
		final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights,
		final Operand<TInt64> seed)
	{
		return of(node.layer()).backward(tf, node.layer(), node, above, new Rendering.ForwardPass(inputs, output, weights,
			seed));
	}

	@SuppressWarnings("unchecked") // each type of layer is entered with its own rendering
	private static Rendering<Layer> of(final Layer layer) {
		final Rendering<?> rendering = BY_TYPE.get(layer.getClass());
		if (rendering == null) throw new IllegalArgumentException("A layer of type " + layer.type() +
			" cannot be computed; these can: " + String.join(", ", BY_TYPE.keySet().stream().map(Class::getSimpleName).sorted()
				.toList()));
		return (Rendering<Layer>) rendering;
	}
}

package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.LogSoftmax;
import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.HardSigmoid;
import sc.fiji.zfnet.network.Sigmoid;
import sc.fiji.zfnet.network.Tanh;
import sc.fiji.zfnet.network.TransposedConvolution;
import sc.fiji.zfnet.network.Softplus;
import sc.fiji.zfnet.network.Mish;
import sc.fiji.zfnet.network.HardSwish;
import sc.fiji.zfnet.network.Silu;
import sc.fiji.zfnet.network.Gelu;
import sc.fiji.zfnet.network.Elu;
import sc.fiji.zfnet.network.PRelu;
import sc.fiji.zfnet.network.LeakyRelu;
import sc.fiji.zfnet.network.Clip;
import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.ChannelSlice;
import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Gate;
import sc.fiji.zfnet.network.Affine;
import sc.fiji.zfnet.network.Sum;

/** The TensorFlow operations of every type of layer. */
public final class Operations {

	private static final Map<Class<? extends Layer>, LayerOps<?>> BY_TYPE = Map.ofEntries(
		Map.entry(Convolution.class, new ConvolutionOps()), Map.entry(Relu.class, new ReluOps()),
		Map.entry(MaxPool.class, new MaxPoolOps()), Map.entry(AveragePool.class, new AveragePoolOps()),
		Map.entry(GlobalAveragePool.class, new GlobalAveragePoolOps()),
		Map.entry(LocalResponseNormalization.class, new LocalResponseNormalizationOps()),
		Map.entry(GroupNormalization.class, new GroupNormalizationOps()),
		Map.entry(TransposedConvolution.class, new TransposedConvolutionOps()),
		Map.entry(Dense.class, new DenseOps()), Map.entry(Dropout.class, new DropoutOps()),
		Map.entry(Softmax.class, new SoftmaxOps()), Map.entry(Concat.class, new ConcatOps()),
		Map.entry(Sum.class, new SumOps()), Map.entry(Affine.class, new AffineOps()), Map.entry(Gate.class, new GateOps()),
		Map.entry(Pad.class, new PadOps()), Map.entry(ChannelSlice.class, new ChannelSliceOps()),
		Map.entry(ChannelShuffle.class, new ChannelShuffleOps()), Map.entry(Clip.class, new ClipOps()),
		Map.entry(LeakyRelu.class, new LeakyReluOps()), Map.entry(PRelu.class, new PReluOps()),
		Map.entry(Elu.class, new EluOps()), Map.entry(Gelu.class, new GeluOps()), Map.entry(Silu.class, new SiluOps()),
		Map.entry(HardSwish.class, new HardSwishOps()), Map.entry(Mish.class, new MishOps()),
		Map.entry(Softplus.class, new SoftplusOps()), Map.entry(Tanh.class, new TanhOps()),
		Map.entry(Sigmoid.class, new SigmoidOps()), Map.entry(HardSigmoid.class, new HardSigmoidOps()),
		Map.entry(LogSoftmax.class, new LogSoftmaxOps()), Map.entry(Flatten.class, new FlattenOps()), Map.entry(Reshape.class, new ReshapeOps()));

	private Operations() {}

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
	 * What comes down to each input of a node in a projection.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param above what comes down to its output
	 * @param pass what the forward pass had, with the {@link #factors}
	 * @return one operand per input, in their order; null for an input that counts as a constant
	 */
	public static List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return of(node.layer()).downward(tf, node.layer(), node, above, pass);
	}

	/**
	 * What comes down to a node is multiplied by in a projection.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param pass what the forward pass had on whole maps
	 * @return in the shape of the output, or with sides of 1; null for nothing
	 */
	public static Operand<TFloat32> factors(final Ops tf, final Node node, final ForwardPass pass) {
		return of(node.layer()).factors(tf, node.layer(), node, pass);
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
		return of(node.layer()).backward(tf, node.layer(), node, above, new ForwardPass(inputs, output, weights, seed,
			ProjectionMethod.GRADIENT, null));
	}

	/**
	 * A node's output for single units; see {@link UnitRows}.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param units the units and what they see
	 * @param weights its weights; null for a layer without
	 * @return units × channels
	 */
	public static Operand<TFloat32> recompute(final Ops tf, final Node node, final UnitRows units,
		final WeightOperands weights)
	{
		return of(node.layer()).recompute(tf, node.layer(), node, units, weights);
	}

	/**
	 * A node's output from the sums of its input's maps.
	 *
	 * @param tf where operations are added
	 * @param node the node
	 * @param sums gives the sum of each map: batch × channels
	 * @return empty where the layer needs more than these
	 */
	public static Optional<Operand<TFloat32>> ofSums(final Ops tf, final Node node, final Supplier<Operand<TFloat32>> sums) {
		return of(node.layer()).ofSums(tf, node.layer(), node, sums);
	}

	/** What a node's output has to be multiplied by, position by position, when computed without padding; null for nothing. */
	public static float[] borderFactors(final Node node) {
		return of(node.layer()).borderFactors(node.layer(), node);
	}

	/** How much longer a multiply-add of a node takes on whole maps than in the fastest convolutions. */
	public static double slowness(final Node node) {
		return of(node.layer()).slowness(node.layer());
	}

	@SuppressWarnings("unchecked") // each type of layer is entered with its own operations
	private static LayerOps<Layer> of(final Layer layer) {
		final LayerOps<?> operations = BY_TYPE.get(layer.getClass());
		if (operations == null) throw new IllegalArgumentException("A layer of type " + layer.type() +
			" cannot be computed; these can: " + String.join(", ", BY_TYPE.keySet().stream().map(Class::getSimpleName).sorted()
				.toList()));
		return (LayerOps<Layer>) operations;
	}
}

package sc.fiji.zfnet.tensorflow.check;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

import sc.fiji.zfnet.network.Node;
import sc.fiji.zfnet.tensorflow.operations.LayerGradients;
import sc.fiji.zfnet.tensorflow.operations.ForwardPass;
import sc.fiji.zfnet.tensorflow.operations.Operations;
import sc.fiji.zfnet.tensorflow.operations.UnitRows;
import sc.fiji.zfnet.tensorflow.operations.WeightOperands;

/** The computation that is checked: the operations that all graphs are made of, or in tests ones that are wrong on purpose. */
interface LayerComputation {

	/** The operations that all graphs are made of. */
	LayerComputation OPERATIONS = new LayerComputation() {};

	/** See {@link Operations#forward}. */
	default Operand<TFloat32> forward(final Ops tf, final Node node, final List<Operand<TFloat32>> inputs,
		final WeightOperands weights)
	{
		return Operations.forward(tf, node, inputs, weights);
	}

	/** See {@link Operations#recompute}. */
	default Operand<TFloat32> recompute(final Ops tf, final Node node, final UnitRows units, final WeightOperands weights) {
		return Operations.recompute(tf, node, units, weights);
	}

	/** See {@link Operations#downward}; the pass has no factors yet. */
	default List<Operand<TFloat32>> downward(final Ops tf, final Node node, final Operand<TFloat32> above,
		final ForwardPass pass)
	{
		return Operations.downward(tf, node, above, pass.with(Operations.factors(tf, node, pass)));
	}

	/** See {@link Operations#backward}; nothing in a layer that is checked is random. */
	default LayerGradients backward(final Ops tf, final Node node, final Operand<TFloat32> above,
		final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights)
	{
		return Operations.backward(tf, node, above, inputs, output, weights, tf.constant(new long[] { 1, 2 }));
	}
}

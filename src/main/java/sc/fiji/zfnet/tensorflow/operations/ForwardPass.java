package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

import sc.fiji.zfnet.network.ProjectionMethod;

/**
 * What a forward pass had at a node, matched picture by picture to what comes down.
 *
 * @param inputs what the node read
 * @param output what came out
 * @param weights its weights; null for a layer without
 * @param seed what decided on all that is random in the pass; null outside training
 * @param method what happens at rectifiers on the way down
 * @param factors what comes down is multiplied by, where the layer has such factors; null without
 */
public record ForwardPass(List<Operand<TFloat32>> inputs, Operand<TFloat32> output, WeightOperands weights,
	Operand<TInt64> seed, ProjectionMethod method, Operand<TFloat32> factors)
{

	/** That of a projection, without factors. */
	public ForwardPass(final List<Operand<TFloat32>> inputs, final Operand<TFloat32> output, final WeightOperands weights,
		final ProjectionMethod method)
	{
		this(inputs, output, weights, null, method, null);
	}

	/** The same with factors. */
	public ForwardPass with(final Operand<TFloat32> other) {
		return new ForwardPass(inputs, output, weights, seed, method, other);
	}
}

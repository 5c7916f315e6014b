package sc.fiji.zfnet.tensorflow.operations;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The units of one node that are to be recomputed after a change of the network's input, as rows of matrices, and what
 * they see of the node's inputs.
 */
public interface UnitRows {

	/**
	 * What the units of a layer that works position by position see: units × channels.
	 *
	 * @param input index of the input
	 */
	Operand<TFloat32> point(int input);

	/**
	 * What the units' windows hold, padding included: units × (window rows · window columns · channels).
	 *
	 * @param input index of the input
	 */
	Operand<TFloat32> windows(int input);

	/** One number for each unit, from one for each position of the node's maps, row by row: units × 1. */
	Operand<TFloat32> ofPositions(float[] map);
}

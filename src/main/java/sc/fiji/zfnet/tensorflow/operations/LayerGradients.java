package sc.fiji.zfnet.tensorflow.operations;

import java.util.List;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Gradients of the loss at one node.
 *
 * @param inputs one an input of the node, in their order
 * @param weights by its weights, in their shapes; null for a layer without weights
 */
public record LayerGradients(List<Operand<TFloat32>> inputs, WeightOperands weights) {}

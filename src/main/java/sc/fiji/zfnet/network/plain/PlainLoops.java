package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/**
 * What a layer computes, written as plain loops in 64-bit floats: single units of its output, and what single units send down
 * in the deconvnet (Section 2.1 of the paper) and backward in training. Slow, but right on every processor, so that the
 * kernels of a library can be checked against it at a few units.
 */
public interface PlainLoops {

	/**
	 * One unit of the output.
	 *
	 * @param inputs what the layer reads
	 * @param weights its weights; null for a layer without
	 * @param unit the unit
	 */
	PlainSum forward(List<PlainMaps> inputs, LayerWeights weights, PlainUnit unit);

	/**
	 * Adds what one unit sends down in the deconvnet.
	 *
	 * @param inputs what the layer read in the forward pass
	 * @param weights its weights; null for a layer without
	 * @param unit the unit
	 * @param value what comes down to it
	 * @param method what happens at rectifiers
	 * @param below receives what arrives at each input, in the order of {@link PlainMaps}
	 */
	void down(List<PlainMaps> inputs, LayerWeights weights, PlainUnit unit, double value, ProjectionMethod method,
		List<PlainSums> below);

	/** The same for the gradient of the loss by the inputs, which is what comes down as a gradient unless said otherwise. */
	default void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		down(inputs, weights, unit, value, ProjectionMethod.GRADIENT, below);
	}

	/**
	 * Adds what one unit contributes to the gradient of the loss by the layer's kernel.
	 *
	 * @param inputs what the layer read in the forward pass
	 * @param unit the unit
	 * @param value gradient of the loss by the unit
	 * @param kernel receives it, in the order of {@link LayerWeights#kernel}; not touched by a layer without weights
	 */
	default void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{}

	/** What input values the layer is to be tried with: from minus this number to this number, a power of two. */
	default int inputRange() {
		return 1;
	}
}

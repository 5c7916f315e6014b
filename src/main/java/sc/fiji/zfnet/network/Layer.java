package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * A type of layer with its settings, without weights. Immutable. How it is computed stands in the package
 * {@code tensorflow}, in the operations of the same name.
 */
public interface Layer {

	/** The type as users see it, such as {@code Convolution}. */
	default String type() {
		return getClass().getSimpleName();
	}

	/**
	 * Shape of the output for one picture.
	 *
	 * @param inputs shapes of the inputs
	 * @throws IllegalArgumentException when these inputs cannot be taken
	 */
	Shape outputShape(List<Shape> inputs);

	/**
	 * The receptive field of the output's units; that of the first input where the layer works position by position.
	 *
	 * @param fields receptive fields of the inputs
	 * @param inputs shapes of the inputs
	 */
	default ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		return fields.get(0);
	}

	/**
	 * Dimensions of the kernel, outermost first: filters × input channels of a group × height × width of a convolution,
	 * units × inputs of a full connection; empty for layers without one.
	 *
	 * @param inputs shapes of the inputs
	 */
	default int[] kernelDimensions(final List<Shape> inputs) {
		return new int[0];
	}

	/** Number of biases; 0 for layers without. */
	default int biases() {
		return 0;
	}

	/** Multiplications (each with its addition) that the layer's product with its kernel takes for one picture. */
	default long multiplyAdds(final List<Shape> inputs) {
		return 0;
	}

	/**
	 * Whether probabilities over the channels, as a softmax gives them, leave the layer as they came or averaged, so that the
	 * answer of a network that ends in such layers is still that of its softmax.
	 *
	 * @param inputs shapes of the inputs
	 */
	default boolean keepsProbabilities(final List<Shape> inputs) {
		return false;
	}

	/**
	 * What the layer computes, as plain loops that a library's kernels are checked against.
	 *
	 * @return empty where values are only moved
	 */
	default Optional<PlainLoops> plain() {
		return Optional.empty();
	}

	/**
	 * The one input of a layer that takes just one.
	 *
	 * @throws IllegalArgumentException when there are none or several
	 */
	static <T> T single(final List<T> inputs) {
		if (inputs.size() != 1) throw new IllegalArgumentException("It has " + inputs.size() +
			" inputs; exactly one is accepted");
		return inputs.get(0);
	}
}

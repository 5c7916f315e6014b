package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * A type of layer with its settings, without weights. Immutable. The operations of the same name in the package
 * {@code tensorflow} compute it.
 */
public interface Layer {

	/** The type as shown to users, such as {@code Convolution}. */
	default String type() {
		return getClass().getSimpleName();
	}

	/**
	 * Shape of the output for one picture.
	 *
	 * @param inputs shapes of the inputs
	 * @throws IllegalArgumentException if these inputs are not accepted
	 */
	Shape outputShape(List<Shape> inputs);

	/**
	 * The window of each input that one unit sees; {@link Window#POINT} if the layer works position by position.
	 *
	 * @param inputs shapes of the inputs
	 * @return empty if a unit may see whole maps
	 */
	default Optional<Window> window(final List<Shape> inputs) {
		return Optional.of(Window.POINT);
	}

	/**
	 * The window of each input that values of one unit go down to; another one than {@link #window} where what a unit sees
	 * beyond it counts as a constant on the way down.
	 *
	 * @param inputs shapes of the inputs
	 * @return empty where they may go to whole maps
	 */
	default Optional<Window> windowDown(final List<Shape> inputs) {
		return window(inputs);
	}

	/** Whether values go down to an input; false for one that counts as a constant. */
	default boolean passesDown(final int input) {
		return true;
	}

	/** The value of the padding around the inputs' maps. */
	default float paddingValue() {
		return 0;
	}

	/** The same layer without padding, for parts of maps that include everything their units see. */
	default Layer unpadded() {
		return this;
	}

	/** Number of groups that input and output channels are divided into; a unit sees only the channels of its own group. */
	default int groups() {
		return 1;
	}

	/**
	 * Whether the deconvnet routes values to the positions of the maxima in the forward pass (switches), which must then be
	 * known exactly.
	 */
	default boolean hasSwitches() {
		return false;
	}

	/** Whether it is a ReLU, which is shown together with the layer before it. */
	default boolean isRectifier() {
		return false;
	}

	/** Whether the outputs of one position are probabilities that add up to 1. */
	default boolean isSoftmax() {
		return false;
	}

	/**
	 * The receptive field of the output's units.
	 *
	 * @param fields receptive fields of the inputs
	 * @param inputs shapes of the inputs
	 */
	default ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		final ReceptiveField all = fields.stream().reduce(ReceptiveField::union).orElseThrow();
		return window(inputs).map(all::through).orElseGet(() -> all.throughWhole(inputs.get(0)));
	}

	/**
	 * The units that a change of the inputs can affect; may be empty.
	 *
	 * @param changed rectangle of each input that changes, inside it; it may be empty
	 * @param inputs shapes of the inputs
	 * @param output shape of the output
	 */
	default Region affected(final List<Region> changed, final List<Shape> inputs, final Shape output) {
		final Region all = changed.stream().reduce(Region::union).orElseThrow();
		if (all.isEmpty()) return Region.EMPTY;
		return window(inputs).map(window -> window.unitsThatSee(all, output)).orElse(Region.whole(output));
	}

	/**
	 * Dimensions of the kernel, outermost first: filters × input channels of a group × height × width of a convolution,
	 * units × inputs of a fully connected layer; empty for layers without one.
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

	/** Number of multiply-adds of the layer's kernel for one picture. */
	default long multiplyAdds(final List<Shape> inputs) {
		return 0;
	}

	/**
	 * Whether probabilities over the channels, as from a softmax, pass through the layer unchanged or averaged, so that the
	 * output of a network that ends in such layers is still that of its softmax.
	 *
	 * @param inputs shapes of the inputs
	 */
	default boolean keepsProbabilities(final List<Shape> inputs) {
		return false;
	}

	/**
	 * What the layer computes, as plain loops that a library's kernels are checked against.
	 *
	 * @return empty for dropout, which does nothing but in training, where it is random
	 */
	default Optional<PlainLoops> plain() {
		return Optional.empty();
	}

	/**
	 * The single input of a layer that takes only one.
	 *
	 * @throws IllegalArgumentException when there are none or several
	 */
	static <T> T single(final List<T> inputs) {
		if (inputs.size() != 1) throw new IllegalArgumentException("It has " + inputs.size() +
			" inputs; exactly one is accepted");
		return inputs.get(0);
	}
}

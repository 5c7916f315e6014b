package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

/**
 * A layer at its position in a network, with derived properties.
 *
 * @param name unique name
 * @param layer type and settings
 * @param inputs names of the nodes (or of the network's input) that it reads
 * @param inputShapes shapes of what it reads
 * @param shape shape of its output for one picture
 * @param receptiveField receptive field of its units in the network's input
 */
public record Node(String name, Layer layer, List<String> inputs, List<Shape> inputShapes, Shape shape,
	ReceptiveField receptiveField)
{

	/** Immutable copies of the lists are kept. */
	public Node {
		inputs = List.copyOf(inputs);
		inputShapes = List.copyOf(inputShapes);
	}

	/** Number of weights and biases. */
	public long parameters() {
		return kernelSize() + layer.biases();
	}

	/** Number of weights without biases; 0 for layers without weights. */
	public int kernelSize() {
		final int[] dimensions = kernelDimensions();
		if (dimensions.length == 0) return 0;
		int size = 1;
		for (final int dimension : dimensions)
			size = Math.multiplyExact(size, dimension);
		return size;
	}

	/** See {@link Layer#kernelDimensions}. */
	public int[] kernelDimensions() {
		return layer.kernelDimensions(inputShapes);
	}

	/** Whether it has weights to learn. */
	public boolean hasWeights() {
		return kernelDimensions().length > 0;
	}

	/** Whether it is a convolution, with a kernel of filters × input channels of a group × height × width. */
	public boolean isConvolution() {
		return kernelDimensions().length == 4;
	}

	/** See {@link Layer#window}. */
	public Optional<Window> window() {
		return layer.window(inputShapes);
	}

	/** Number of multiply-adds per picture. */
	public long multiplyAdds() {
		return layer.multiplyAdds(inputShapes);
	}
}

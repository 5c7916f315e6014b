package sc.fiji.zfnet.network;

import java.util.List;

/** Logarithm of softmax over the channels of each position. */
public record LogSoftmax() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}
}

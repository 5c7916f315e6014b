package sc.fiji.zfnet.network;

import java.util.List;

/** Softmax over the channels of each position. */
public record Softmax() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public boolean isSoftmax() {
		return true;
	}
}

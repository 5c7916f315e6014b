package sc.fiji.zfnet.network;

import java.util.List;

/** Rectification: negative values become 0. */
public record Relu() implements Layer {

	@Override
	public String type() {
		return "ReLU";
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return true;
	}
}

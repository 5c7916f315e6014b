package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.RectificationFunction;

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

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(true, new RectificationFunction(0)));
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.SoftmaxLoops;

/** Softmax over the channels of each position. */
public record Softmax() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new SoftmaxLoops());
	}

	@Override
	public boolean isSoftmax() {
		return true;
	}
}

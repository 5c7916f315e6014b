package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.LogSoftmaxLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** Logarithm of softmax over the channels of each position. */
public record LogSoftmax() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Layer.single(inputs);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new LogSoftmaxLoops());
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.GlobalAveragePoolLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** Mean of each whole map. */
public record GlobalAveragePool() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Shape.vector(Layer.single(inputs).channels());
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.empty();
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new GlobalAveragePoolLoops());
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.PadLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Zeros around maps.
 *
 * @param padding how many
 */
public record Pad(Padding padding) implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		return new Shape(input.channels(), input.height() + padding.vertical(), input.width() + padding.horizontal());
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.of(new Window(1, 1, 1, 1, padding, 1, 1, false));
	}

	@Override
	public Layer unpadded() {
		return new Pad(Padding.NONE);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new PadLoops(this));
	}
}

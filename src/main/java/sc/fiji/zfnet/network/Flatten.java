package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.FlattenLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Maps become one vector: channel by channel, row by row.
 *
 * @param channelsLast whether it is rather row by row, column by column, channel by channel, as Keras has it
 */
public record Flatten(boolean channelsLast) implements Layer {

	/** Channel by channel. */
	public Flatten() {
		this(false);
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		return Shape.vector(Layer.single(inputs).size());
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return Optional.empty();
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.get(0).positions() == 1;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FlattenLoops(this));
	}
}

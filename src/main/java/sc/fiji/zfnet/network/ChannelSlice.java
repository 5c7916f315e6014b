package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.ChannelSliceLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Some neighbouring channels of its input.
 *
 * @param first index of the first
 * @param channels how many
 */
public record ChannelSlice(int first, int channels) implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (first < 0 || channels < 1 || first + channels > input.channels()) throw new IllegalArgumentException("Channels " +
			first + " to " + (first + channels - 1) + " are not among the " + input.channels() + " of its input");
		return new Shape(channels, input.height(), input.width());
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ChannelSliceLoops(this));
	}
}

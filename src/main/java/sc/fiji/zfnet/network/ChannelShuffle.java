package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.ChannelShuffleLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Channels in another order: those of each group in turn, the first of all groups, then the second, and so on.
 *
 * @param groups number of groups that the channels stand in before
 */
public record ChannelShuffle(int groups) implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (groups < 1 || input.channels() % groups != 0) throw new IllegalArgumentException(input.channels() +
			" channels cannot be divided into " + groups + " groups of equal size");
		return input;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ChannelShuffleLoops(this));
	}
}

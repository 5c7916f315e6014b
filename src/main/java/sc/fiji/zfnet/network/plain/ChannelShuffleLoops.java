package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.ChannelShuffle;
import sc.fiji.zfnet.network.Shape;

/** Channels that stood group by group: the first of all groups, then the second, and so on. */
public final class ChannelShuffleLoops extends MovingLoops {

	private final ChannelShuffle layer;

	/** Loops of a shuffle. */
	public ChannelShuffleLoops(final ChannelShuffle layer) {
		this.layer = layer;
	}

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		final Shape shape = inputs.get(0).shape();
		final int each = shape.channels() / layer.groups();
		final int group = unit.channel() % layer.groups();
		return Optional.of(new Source(0, new PlainUnit(unit.y(), unit.x(), group * each + unit.channel() / layer.groups())
			.index(shape)));
	}
}

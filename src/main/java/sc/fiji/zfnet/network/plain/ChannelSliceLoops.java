package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.ChannelSlice;

/** Some neighbouring channels. */
public final class ChannelSliceLoops extends MovingLoops {

	private final ChannelSlice layer;

	/** Loops of a slice. */
	public ChannelSliceLoops(final ChannelSlice layer) {
		this.layer = layer;
	}

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		return Optional.of(new Source(0, new PlainUnit(unit.y(), unit.x(), layer.first() + unit.channel()).index(inputs.get(0)
			.shape())));
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.Flatten;

/** Maps as one vector. */
public final class FlattenLoops extends MovingLoops {

	private final Flatten layer;

	/** Loops of a flattening. */
	public FlattenLoops(final Flatten layer) {
		this.layer = layer;
	}

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		return Optional.of(new Source(0, layer.channelsLast() ? unit.channel() : inputs.get(0).indexOf(unit.channel())));
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.Pad;
import sc.fiji.zfnet.network.Shape;

/** Zeros around maps. */
public final class PadLoops extends MovingLoops {

	private final Pad layer;

	/** Loops of a pad. */
	public PadLoops(final Pad layer) {
		this.layer = layer;
	}

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		final Shape shape = inputs.get(0).shape();
		final int y = unit.y() - layer.padding().top();
		final int x = unit.x() - layer.padding().left();
		if (y < 0 || y >= shape.height() || x < 0 || x >= shape.width()) return Optional.empty();
		return Optional.of(new Source(0, new PlainUnit(y, x, unit.channel()).index(shape)));
	}
}

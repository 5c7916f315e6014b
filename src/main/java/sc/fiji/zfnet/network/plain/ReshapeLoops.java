package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.Reshape;
import sc.fiji.zfnet.network.Shape;

/** The same values in another shape, channel by channel, row by row. */
public final class ReshapeLoops extends MovingLoops {

	private final Reshape layer;

	/** Loops of a reshaping. */
	public ReshapeLoops(final Reshape layer) {
		this.layer = layer;
	}

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		final Shape output = layer.shape();
		return Optional.of(new Source(0, inputs.get(0).indexOf((unit.channel() * output.height() + unit.y()) * output.width() +
			unit.x())));
	}
}

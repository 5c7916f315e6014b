package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

/** The channels of several inputs one after another. */
public final class ConcatLoops extends MovingLoops {

	@Override
	Optional<Source> source(final List<PlainMaps> inputs, final PlainUnit unit) {
		int input = 0;
		int channel = unit.channel();
		while (channel >= inputs.get(input).shape().channels())
			channel -= inputs.get(input++).shape().channels();
		return Optional.of(new Source(input, new PlainUnit(unit.y(), unit.x(), channel).index(inputs.get(input).shape())));
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.ConcatLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** Concatenates the channels of several inputs. */
public record Concat() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		if (inputs.isEmpty()) throw new IllegalArgumentException("It has no inputs; at least one is required");
		final Shape first = inputs.get(0);
		int channels = 0;
		for (final Shape input : inputs) {
			if (input.height() != first.height() || input.width() != first.width()) throw new IllegalArgumentException(
				"Its inputs are " + first + " and " + input + "; maps of equal height and width are accepted");
			channels += input.channels();
		}
		return new Shape(channels, first.height(), first.width());
	}

	@Override
	public boolean keepsProbabilities(final List<Shape> inputs) {
		return inputs.size() == 1;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ConcatLoops());
	}
}

package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.AdditionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** The sum of several inputs of one shape, as of the branches of a residual network. */
public record Sum() implements Layer {

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		if (inputs.isEmpty()) throw new IllegalArgumentException("It has no inputs; at least one is accepted");
		for (final Shape input : inputs)
			if (!input.equals(inputs.get(0))) throw new IllegalArgumentException("Its inputs are " + inputs.get(0) + " and " +
				input + "; equal shapes are accepted");
		return inputs.get(0);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new AdditionLoops());
	}
}

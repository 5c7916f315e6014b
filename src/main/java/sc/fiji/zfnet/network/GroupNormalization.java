package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.GroupNormalizationLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Values less their mean, divided by their standard deviation, both of a group of channels of the picture itself. A group
 * for each channel is instance normalisation, a single one layer normalisation. On the way down mean and deviation count as
 * constants: what comes down is divided by the deviation.
 *
 * @param groups number of groups of neighbouring channels
 * @param acrossPositions whether mean and deviation are of whole maps; otherwise each position has its own
 * @param epsilon what is added to the variance
 */
public record GroupNormalization(int groups, boolean acrossPositions, double epsilon) implements Layer {

	@Override
	public String type() {
		return "Group normalisation";
	}

	@Override
	public Shape outputShape(final List<Shape> inputs) {
		final Shape input = Layer.single(inputs);
		if (groups < 1 || input.channels() % groups != 0) throw new IllegalArgumentException(input.channels() +
			" channels cannot be divided into " + groups + " groups of equal size");
		return input;
	}

	@Override
	public Optional<Window> window(final List<Shape> inputs) {
		return acrossPositions ? Optional.empty() : Optional.of(Window.POINT);
	}

	@Override
	public Optional<Window> windowDown(final List<Shape> inputs) {
		return Optional.of(Window.POINT);
	}

	/** That of its input, as mean and deviation count as constants. */
	@Override
	public ReceptiveField receptiveField(final List<ReceptiveField> fields, final List<Shape> inputs) {
		return fields.get(0);
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new GroupNormalizationLoops(this));
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** A layer that only moves values; downward they go back to where they came from. */
abstract class MovingLoops implements PlainLoops {

	/**
	 * Where a value comes from.
	 *
	 * @param input number of the input
	 * @param index where it stands there
	 */
	record Source(int input, int index) {}

	/** Where a unit's value comes from; empty where it is zero whatever is read. */
	abstract Optional<Source> source(List<PlainMaps> inputs, PlainUnit unit);

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		source(inputs, unit).ifPresent(source -> sum.add(inputs.get(source.input).values()[source.index]));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		source(inputs, unit).ifPresent(source -> below.get(source.input).add(source.index, value));
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.function.IntConsumer;

import sc.fiji.zfnet.network.GroupNormalization;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/**
 * Values less the mean of their group, divided by its standard deviation; downward both are constants, backward they are
 * not.
 */
public final class GroupNormalizationLoops implements PlainLoops {

	private final GroupNormalization layer;

	/** Loops of a normalisation. */
	public GroupNormalizationLoops(final GroupNormalization layer) {
		this.layer = layer;
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainMaps maps = inputs.get(0);
		final Statistics statistics = statistics(maps, unit);
		final PlainSum sum = new PlainSum();
		sum.addRounded(maps.at(unit) * statistics.factor, statistics.roundings());
		group(maps, unit, i -> sum.add(-maps.values()[i] / statistics.count * statistics.factor));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		final Statistics statistics = statistics(inputs.get(0), unit);
		below.get(0).addRounded(unit.index(inputs.get(0).shape()), value * statistics.factor, statistics.roundings());
	}

	/** The gradient by input j of output i is factor · ((1 if i = j, else 0) − 1 / n − output i · output j / n). */
	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		final PlainMaps maps = inputs.get(0);
		final Statistics statistics = statistics(maps, unit);
		final double own = (maps.at(unit) - statistics.mean) * statistics.factor;
		final double share = value * statistics.factor / statistics.count;
		down(inputs, weights, unit, value, ProjectionMethod.GRADIENT, below);
		group(maps, unit, i -> {
			below.get(0).addRounded(i, -share, statistics.roundings());
			below.get(0).addRounded(i, -share * own * (maps.values()[i] - statistics.mean) * statistics.factor, statistics
				.roundings());
		});
	}

	/**
	 * Of a group.
	 *
	 * @param factor one by its standard deviation
	 */
	private record Statistics(int count, double mean, double factor) {

		int roundings() {
			return count + PlainSum.POWER_ROUNDINGS;
		}
	}

	private Statistics statistics(final PlainMaps maps, final PlainUnit unit) {
		final double[] sums = new double[3];
		group(maps, unit, i -> {
			sums[0]++;
			sums[1] += maps.values()[i];
		});
		final double mean = sums[1] / sums[0];
		group(maps, unit, i -> sums[2] += Math.pow(maps.values()[i] - mean, 2));
		return new Statistics((int) sums[0], mean, 1 / Math.sqrt(sums[2] / sums[0] + layer.epsilon()));
	}

	/** Goes through the places of all values of a unit's group. */
	private void group(final PlainMaps maps, final PlainUnit unit, final IntConsumer places) {
		final int each = maps.shape().channels() / layer.groups();
		final int first = unit.channel() / each * each;
		for (int y = 0; y < maps.shape().height(); y++)
			for (int x = 0; x < maps.shape().width(); x++)
				for (int channel = first; channel < first + each; channel++)
					if (layer.acrossPositions() || y == unit.y() && x == unit.x()) places.accept(new PlainUnit(y, x, channel).index(maps
						.shape()));
	}
}

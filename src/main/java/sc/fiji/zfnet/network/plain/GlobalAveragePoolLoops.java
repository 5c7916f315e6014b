package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Mean of a whole map; downward a value is spread evenly over the map. */
public final class GlobalAveragePoolLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainMaps maps = inputs.get(0);
		final PlainSum sum = new PlainSum();
		for (int i = unit.channel(); i < maps.values().length; i += maps.shape().channels())
			sum.add((double) maps.values()[i] / maps.shape().positions());
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		final PlainMaps maps = inputs.get(0);
		for (int i = unit.channel(); i < maps.values().length; i += maps.shape().channels())
			below.get(0).addRounded(i, value / maps.shape().positions(), 2);
	}
}

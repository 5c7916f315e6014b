package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;

/** Rectification; downward what comes down is rectified, backward it passes where the output is positive. */
public final class RectificationLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		sum.add(Math.max(0, inputs.get(0).at(unit.y(), unit.x(), unit.channel())));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), Math.max(0, value));
	}

	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		final boolean passes = inputs.get(0).at(unit.y(), unit.x(), unit.channel()) > 0;
		below.get(0).add(unit.index(inputs.get(0).shape()), passes ? value : 0);
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Rectification that multiplies negative values by a slope, learnt for each channel. */
public final class ParametricRectificationLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		return ofChannel(weights, unit).forward(inputs, weights, unit);
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		ofChannel(weights, unit).down(inputs, weights, unit, value, method, below);
	}

	@Override
	public void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{
		kernel.add(unit.channel(), value * Math.min(0, inputs.get(0).at(unit)));
	}

	private static FunctionLoops ofChannel(final LayerWeights weights, final PlainUnit unit) {
		return new FunctionLoops(true, new RectificationFunction(weights.kernel()[unit.channel()]));
	}
}

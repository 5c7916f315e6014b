package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** A factor and a shift for each channel; downward the factor alone. */
public final class AffineLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		sum.add((double) weights.kernel()[unit.channel()] * inputs.get(0).at(unit));
		if (weights.bias().length > 0) sum.add(weights.bias()[unit.channel()]);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), value * weights.kernel()[unit.channel()]);
	}

	@Override
	public void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{
		kernel.add(unit.channel(), value * inputs.get(0).at(unit));
	}
}

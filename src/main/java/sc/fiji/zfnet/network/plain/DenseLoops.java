package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Full connection; downward each unit sends its value, times its weights, to all inputs. */
public final class DenseLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final float[] values = inputs.get(0).values();
		final PlainSum sum = new PlainSum();
		for (int i = 0; i < values.length; i++)
			sum.add((double) weights.kernel()[unit.channel() * values.length + i] * values[i]);
		if (weights.bias().length > 0) sum.add(weights.bias()[unit.channel()]);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		final int size = below.get(0).size();
		for (int i = 0; i < size; i++)
			below.get(0).add(i, value * weights.kernel()[unit.channel() * size + i]);
	}

	@Override
	public void kernelGradient(final List<PlainMaps> inputs, final PlainUnit unit, final double value,
		final PlainSums kernel)
	{
		final float[] values = inputs.get(0).values();
		for (int i = 0; i < values.length; i++)
			kernel.add(unit.channel() * values.length + i, value * values[i]);
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Shape;

/** The product of maps and a gate; downward the gate counts as a constant, backward it gets its gradient. */
public final class GateLoops implements PlainLoops {

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		return PlainFunction.exactly((double) inputs.get(0).at(unit) * gate(inputs, unit));
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), value * gate(inputs, unit));
	}

	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		down(inputs, weights, unit, value, ProjectionMethod.GRADIENT, below);
		below.get(1).add(gateIndex(inputs.get(1).shape(), unit), value * inputs.get(0).at(unit));
	}

	private static double gate(final List<PlainMaps> inputs, final PlainUnit unit) {
		return inputs.get(1).values()[gateIndex(inputs.get(1).shape(), unit)];
	}

	private static int gateIndex(final Shape gate, final PlainUnit unit) {
		final boolean one = gate.positions() == 1;
		return new PlainUnit(one ? 0 : unit.y(), one ? 0 : unit.x(), gate.channels() == 1 ? 0 : unit.channel()).index(gate);
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.LocalResponseNormalization;

/** Local response normalisation; downward values pass unchanged, backward the true gradient is taken. */
public final class ResponseNormalizationLoops implements PlainLoops {

	private final LocalResponseNormalization layer;

	/** Loops of a normalisation. */
	public ResponseNormalizationLoops(final LocalResponseNormalization layer) {
		this.layer = layer;
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		final double value = inputs.get(0).at(unit.y(), unit.x(), unit.channel());
		sum.addRounded(value * Math.pow(divisor(inputs.get(0), unit), -layer.beta()), PlainSum.POWER_ROUNDINGS);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(unit.index(inputs.get(0).shape()), value);
	}

	@Override
	public void backward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit,
		final double value, final List<PlainSums> below)
	{
		final PlainMaps maps = inputs.get(0);
		final double divisor = divisor(maps, unit);
		final double direct = value * Math.pow(divisor, -layer.beta());
		final int index = unit.index(maps.shape());
		below.get(0).addRounded(index, direct, PlainSum.POWER_ROUNDINGS);
		final double shared = -2 * layer.alpha() / layer.size() * layer.beta() * direct * maps.values()[index] / divisor;
		for (int channel = first(unit); channel <= last(maps, unit); channel++)
			below.get(0).addRounded(index - unit.channel() + channel, shared * maps.at(unit.y(), unit.x(), channel),
				PlainSum.POWER_ROUNDINGS);
	}

	private double divisor(final PlainMaps maps, final PlainUnit unit) {
		double squares = 0;
		for (int channel = first(unit); channel <= last(maps, unit); channel++)
			squares += Math.pow(maps.at(unit.y(), unit.x(), channel), 2);
		return layer.bias() + layer.alpha() / layer.size() * squares;
	}

	private int first(final PlainUnit unit) {
		return Math.max(0, unit.channel() - (layer.size() - 1) / 2);
	}

	private int last(final PlainMaps maps, final PlainUnit unit) {
		return Math.min(maps.shape().channels() - 1, unit.channel() + (layer.size() - 1) / 2);
	}
}

package sc.fiji.zfnet.network.plain;

import java.util.List;
import java.util.function.IntConsumer;

import sc.fiji.zfnet.network.AveragePool;
import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/** Mean of a window; downward a value is spread evenly over the values that count. */
public final class AveragePoolLoops implements PlainLoops {

	private final AveragePool layer;

	/** Loops of an average pool. */
	public AveragePoolLoops(final AveragePool layer) {
		this.layer = layer;
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		final double share = share(inputs.get(0), unit);
		seen(inputs.get(0), unit, index -> sum.addRounded(inputs.get(0).values()[index] * share, 2));
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		final double share = share(inputs.get(0), unit);
		seen(inputs.get(0), unit, index -> below.get(0).addRounded(index, value * share, 2));
	}

	private double share(final PlainMaps maps, final PlainUnit unit) {
		return 1 / (double) layer.counts(maps.shape())[unit.y() * layer.window().outputWidth(maps.shape().width()) + unit
			.x()];
	}

	private void seen(final PlainMaps maps, final PlainUnit unit, final IntConsumer indices) {
		maps.seen(layer.window(), unit, (place, first) -> indices.accept(first + unit.channel()));
	}
}

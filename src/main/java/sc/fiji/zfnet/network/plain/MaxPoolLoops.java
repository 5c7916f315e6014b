package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;
import sc.fiji.zfnet.network.Window;

/** Maximum of a window; downward a value goes to the position of the maximum, the first in row order on a tie. */
public final class MaxPoolLoops implements PlainLoops {

	private final Window window;

	/** Loops of a pool with a window. */
	public MaxPoolLoops(final Window window) {
		this.window = window;
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		final PlainSum sum = new PlainSum();
		sum.add(inputs.get(0).values()[switchOf(inputs.get(0), unit)]);
		return sum;
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		below.get(0).add(switchOf(inputs.get(0), unit), value);
	}

	/** Where the maximum is: an index into the maps' values. */
	private int switchOf(final PlainMaps maps, final PlainUnit unit) {
		final int[] best = { -1 };
		maps.seen(window, unit, (place, first) -> {
			final int index = first + unit.channel();
			if (best[0] < 0 || maps.values()[index] > maps.values()[best[0]]) best[0] = index;
		});
		return best[0];
	}
}

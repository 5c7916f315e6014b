package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
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
		final List<PlainSums> below)
	{
		below.get(0).add(switchOf(inputs.get(0), unit), value);
	}

	/** Where the maximum is: an index into the maps' values. */
	private int switchOf(final PlainMaps maps, final PlainUnit unit) {
		int best = -1;
		for (int row = 0; row < window.height(); row++) {
			final int y = unit.y() * window.strideY() - window.padding().top() + row;
			for (int column = 0; column < window.width(); column++) {
				final int x = unit.x() * window.strideX() - window.padding().left() + column;
				if (!maps.has(y, x)) continue;
				final int index = (y * maps.shape().width() + x) * maps.shape().channels() + unit.channel();
				if (best < 0 || maps.values()[index] > maps.values()[best]) best = index;
			}
		}
		return best;
	}
}

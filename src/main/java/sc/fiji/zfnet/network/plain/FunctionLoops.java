package sc.fiji.zfnet.network.plain;

import java.util.List;

import sc.fiji.zfnet.network.LayerWeights;
import sc.fiji.zfnet.network.ProjectionMethod;

/**
 * A function of each value alone. On the way down rectifiers rectify what comes down, multiply it by their slope, or both;
 * other functions always multiply by their slope.
 */
public final class FunctionLoops implements PlainLoops {

	private final boolean rectifier;
	private final PlainFunction function;

	/**
	 * @param rectifier whether it is a rectifier
	 * @param function the function
	 */
	public FunctionLoops(final boolean rectifier, final PlainFunction function) {
		this.rectifier = rectifier;
		this.function = function;
	}

	@Override
	public PlainSum forward(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit) {
		return function.value(inputs.get(0).at(unit));
	}

	@Override
	public void down(final List<PlainMaps> inputs, final LayerWeights weights, final PlainUnit unit, final double value,
		final ProjectionMethod method, final List<PlainSums> below)
	{
		final double kept = rectifier && method.rectifies() ? Math.max(0, value) : value;
		final int index = unit.index(inputs.get(0).shape());
		if (rectifier && !method.takesSlopes()) below.get(0).add(index, kept);
		else below.get(0).add(index, kept, function.slope(inputs.get(0).at(unit)));
	}

	/** Kinks and saturation of common functions are within this range. */
	@Override
	public int inputRange() {
		return 8;
	}
}

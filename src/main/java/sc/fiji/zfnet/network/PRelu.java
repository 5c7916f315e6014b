package sc.fiji.zfnet.network;

import java.util.List;
import java.util.Optional;

import sc.fiji.zfnet.network.plain.ParametricRectificationLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;

/** Rectification that multiplies negative values by a slope, learnt for each channel. Kernel: one slope for each channel. */
public record PRelu() implements PointLayer {

	@Override
	public String type() {
		return "PReLU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public int[] kernelDimensions(final List<Shape> inputs) {
		return new int[] { inputs.get(0).channels() };
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new ParametricRectificationLoops());
	}
}

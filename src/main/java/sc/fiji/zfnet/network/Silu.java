package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.SiluFunction;

/** Sigmoid linear unit, also called Swish: x · sigmoid(x). */
public record Silu() implements PointLayer {

	@Override
	public String type() {
		return "SiLU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new SiluFunction()));
	}
}

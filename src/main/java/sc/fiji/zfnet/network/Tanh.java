package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.PlainLoops;
import sc.fiji.zfnet.network.plain.TanhFunction;

/** Hyperbolic tangent. */
public record Tanh() implements PointLayer {

	@Override
	public String type() {
		return "tanh";
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new TanhFunction()));
	}
}

package sc.fiji.zfnet.network;

import java.util.Optional;

import sc.fiji.zfnet.network.plain.FunctionLoops;
import sc.fiji.zfnet.network.plain.GeluFunction;
import sc.fiji.zfnet.network.plain.PlainLoops;

/**
 * Gaussian error linear unit: x · Φ(x), Φ the cumulative normal distribution.
 *
 * @param approximate whether Φ is approximated by a hyperbolic tangent
 */
public record Gelu(boolean approximate) implements PointLayer {

	@Override
	public String type() {
		return "GELU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}

	@Override
	public Optional<PlainLoops> plain() {
		return Optional.of(new FunctionLoops(isRectifier(), new GeluFunction(this)));
	}
}

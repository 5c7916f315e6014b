package sc.fiji.zfnet.network;

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
}

package sc.fiji.zfnet.network;

/** Hyperbolic tangent. */
public record Tanh() implements PointLayer {

	@Override
	public String type() {
		return "tanh";
	}
}

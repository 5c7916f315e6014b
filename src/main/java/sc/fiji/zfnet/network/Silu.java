package sc.fiji.zfnet.network;

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
}

package sc.fiji.zfnet.network;

/** log(1 + exp(x)). */
public record Softplus() implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}
}

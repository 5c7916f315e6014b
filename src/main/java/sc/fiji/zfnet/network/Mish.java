package sc.fiji.zfnet.network;

/** x · tanh(log(1 + exp(x))). */
public record Mish() implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}
}

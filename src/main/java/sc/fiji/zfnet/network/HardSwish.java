package sc.fiji.zfnet.network;

/** x · min(max(x / 6 + 1 / 2, 0), 1). */
public record HardSwish() implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}
}

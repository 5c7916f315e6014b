package sc.fiji.zfnet.network;

/**
 * Values clipped to a range; ReLU6 is that from 0 to 6.
 *
 * @param lowest lower end; may be infinite
 * @param highest upper end; may be infinite
 */
public record Clip(double lowest, double highest) implements PointLayer {

	@Override
	public boolean isRectifier() {
		return true;
	}
}

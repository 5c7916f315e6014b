package sc.fiji.zfnet.network;

/**
 * Rectification that leaves a part of negative values.
 *
 * @param slope what negative values are multiplied by
 */
public record LeakyRelu(double slope) implements PointLayer {

	@Override
	public String type() {
		return "Leaky ReLU";
	}

	@Override
	public boolean isRectifier() {
		return true;
	}
}

package sc.fiji.zfnet.tensorflow.check;

/**
 * Whether a layer is computed rightly in one direction.
 *
 * @param layer the layer
 * @param direction the direction
 * @param error largest difference from the plain loops, as a share of the largest value
 * @param right whether rounding explains the differences
 */
public record LayerVerdict(LayerCase layer, Direction direction, double error, boolean right) {

	/** What is computed. */
	public enum Direction {
			/** The layer's output. */
			FORWARD("forward"),
			/** Single units of the output from what they see, as the incremental occlusion scan computes them. */
			SINGLE_UNITS("single units"),
			/** What comes down to its inputs in the deconvnet. */
			DOWN("down"),
			/** Gradient of the loss by its inputs. */
			BACKWARD("backward"),
			/** Gradient of the loss by its kernel. */
			KERNEL_GRADIENT("kernel gradient");

		private final String text;

		Direction(final String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return text;
		}
	}
}

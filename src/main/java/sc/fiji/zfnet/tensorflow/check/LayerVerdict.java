package sc.fiji.zfnet.tensorflow.check;

import java.util.Optional;

import sc.fiji.zfnet.network.ProjectionMethod;

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
			DOWN("down", ProjectionMethod.DECONVNET),
			/** What comes down by the gradient, where it differs. */
			DOWN_GRADIENT("down by gradient", ProjectionMethod.GRADIENT),
			/** What comes down by guided back-propagation, where it differs. */
			DOWN_GUIDED("down guided", ProjectionMethod.GUIDED),
			/** Gradient of the loss by its inputs. */
			BACKWARD("backward"),
			/** Gradient of the loss by its kernel. */
			KERNEL_GRADIENT("kernel gradient");

		private final String text;
		private final ProjectionMethod method;

		Direction(final String text) {
			this(text, null);
		}

		Direction(final String text, final ProjectionMethod method) {
			this.text = text;
			this.method = method;
		}

		/** How values come down; empty in the other directions. */
		Optional<ProjectionMethod> method() {
			return Optional.ofNullable(method);
		}

		@Override
		public String toString() {
			return text;
		}
	}
}

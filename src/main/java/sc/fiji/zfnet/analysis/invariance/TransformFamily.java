package sc.fiji.zfnet.analysis.invariance;

import java.awt.geom.AffineTransform;

import sc.fiji.zfnet.network.Shape;

/**
 * Transforms of a picture with one parameter, as in Figure 5 of the paper. Positions are those of the network's input: x
 * to the right, y down, with whole numbers at pixel centres. Rotation and scaling keep the centre of the input fixed.
 */
public enum TransformFamily {

	/**
	 * Translation by a number of input pixels; positive values move the picture down. Default: ±60 of 224, in steps of one
	 * pixel.
	 */
	VERTICAL_TRANSLATION("Vertical translation (pixels)") {

		@Override
		public AffineTransform at(final double value, final Shape input) {
			return AffineTransform.getTranslateInstance(0, value);
		}

		@Override
		public ValueRange defaultRange(final Shape input) {
			return translation(input.height());
		}
	},

	/**
	 * Translation by a number of input pixels; positive values move the picture to the right. Default: as for vertical
	 * translation.
	 */
	HORIZONTAL_TRANSLATION("Horizontal translation (pixels)") {

		@Override
		public AffineTransform at(final double value, final Shape input) {
			return AffineTransform.getTranslateInstance(value, 0);
		}

		@Override
		public ValueRange defaultRange(final Shape input) {
			return translation(input.width());
		}
	},

	/** Rotation in degrees, clockwise as in ImageJ. Default: 0 to 350 in steps of 10. */
	ROTATION("Rotation (degrees)") {

		@Override
		public AffineTransform at(final double value, final Shape input) {
			// Java computes quarter turns exactly.
			return AffineTransform.getRotateInstance(Math.toRadians(value), (input.width() - 1) / 2.0, (input.height() - 1) /
				2.0);
		}

		@Override
		public ValueRange defaultRange(final Shape input) {
			return new ValueRange(0, 350, 10);
		}
	},

	/** Enlargement by a factor, greater than 0. Default: 1 to 1.8 in steps of 0.05. */
	SCALING("Scale (ratio)") {

		@Override
		public AffineTransform at(final double value, final Shape input) {
			if (value <= 0) throw new IllegalArgumentException("A picture cannot be scaled by " + value +
				"; factors greater than 0 are accepted");
			final AffineTransform transform = AffineTransform.getTranslateInstance((input.width() - 1) / 2.0, (input.height() -
				1) / 2.0);
			transform.scale(value, value);
			transform.translate(-(input.width() - 1) / 2.0, -(input.height() - 1) / 2.0);
			return transform;
		}

		@Override
		public ValueRange defaultRange(final Shape input) {
			return new ValueRange(1, 1.8, 0.05);
		}
	};

	private static final double PAPER_SHIFT = 60;
	private static final double PAPER_INPUT = 224;

	private final String quantity;

	TransformFamily(final String quantity) {
		this.quantity = quantity;
	}

	/**
	 * The transform of input positions for a value.
	 *
	 * @param value the parameter
	 * @param input shape of the network's input
	 * @throws IllegalArgumentException if there is no such transform
	 */
	public abstract AffineTransform at(double value, Shape input);

	/**
	 * The paper's values.
	 *
	 * @param input shape of the network's input
	 */
	public abstract ValueRange defaultRange(Shape input);

	/** The parameter and its unit, for the axis of a plot. */
	public String quantity() {
		return quantity;
	}

	private static ValueRange translation(final int side) {
		final long farthest = Math.round(side * PAPER_SHIFT / PAPER_INPUT);
		return new ValueRange(-farthest, farthest, 1);
	}
}

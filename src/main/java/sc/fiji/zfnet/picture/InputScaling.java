package sc.fiji.zfnet.picture;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

import sc.fiji.zfnet.network.Region;
import sc.fiji.zfnet.network.Shape;

/**
 * How a picture becomes a network's input: scaled, so that its shorter side is input · 256 / 224 rounded to whole pixels,
 * then cropped in the centre. For an input that is not square, it is the smallest scale that reaches this in both
 * directions. A picture of exactly the input's size is left untouched.
 *
 * @param pictureWidth columns of the picture
 * @param pictureHeight rows of the picture
 * @param scaledWidth columns of the scaled picture
 * @param scaledHeight rows of the scaled picture
 * @param inputWidth columns of the network's input
 * @param inputHeight rows of the network's input
 */
public record InputScaling(int pictureWidth, int pictureHeight, int scaledWidth, int scaledHeight, int inputWidth,
	int inputHeight)
{

	/**
	 * The scaling of a picture for one view.
	 *
	 * @param picture the picture; only its size matters
	 * @param input shape of the network's input, whose channels do not matter
	 * @throws IllegalArgumentException when the picture is so elongated that it cannot be scaled
	 */
	public static InputScaling of(final Picture picture, final Shape input) {
		if (picture.width() == input.width() && picture.height() == input.height()) return new InputScaling(picture.width(),
			picture.height(), picture.width(), picture.height(), picture.width(), picture.height());
		return larger(picture, input);
	}

	/**
	 * The scaling of a picture for ten views. A picture of exactly the input's size is scaled like any other, because
	 * otherwise all views would be the same.
	 *
	 * @throws IllegalArgumentException when the picture is so elongated that it cannot be scaled
	 */
	public static InputScaling larger(final Picture picture, final Shape input) {
		final int width = withMargin(input.width());
		final int height = withMargin(input.height());
		final double scale = Math.max((double) width / picture.width(), (double) height / picture.height());
		return new InputScaling(picture.width(), picture.height(), Math.max(width, round(picture.width() * scale, picture)),
			Math.max(height, round(picture.height() * scale, picture)), input.width(), input.height());
	}

	private static int withMargin(final int side) {
		return (int) Math.round(side * 256.0 / 224);
	}

	private static int round(final double side, final Picture picture) {
		if (side >= Integer.MAX_VALUE) throw new IllegalArgumentException("Picture '" + picture.name() + "' of " + picture
			.width() + " × " + picture.height() +
			" pixels is too elongated; one whose longer side stays below 2³¹ pixels when its shorter one is scaled to the network's input is accepted");
		return (int) Math.round(side);
	}

	/** Whether the picture is the network's input as it is. */
	public boolean isUntouched() {
		return pictureWidth == scaledWidth && pictureHeight == scaledHeight && scaledWidth == inputWidth &&
			scaledHeight == inputHeight;
	}

	/** Column of the scaled picture where the centre crop begins; rounded down. */
	public int cropX() {
		return (scaledWidth - inputWidth) / 2;
	}

	/** Row of the scaled picture where the centre crop begins; rounded down. */
	public int cropY() {
		return (scaledHeight - inputHeight) / 2;
	}

	/**
	 * The position in the network's input (centre crop) of a position in the picture. Whole numbers are the centres of pixels:
	 * the corner of the first one is at (−0.5, −0.5). The result may lie outside the input.
	 *
	 * @param x column in the picture
	 * @param y row in the picture
	 */
	public Point2D.Double toInput(final double x, final double y) {
		return new Point2D.Double((x + 0.5) * scaledWidth / pictureWidth - 0.5 - cropX(), (y + 0.5) * scaledHeight /
			pictureHeight - 0.5 - cropY());
	}

	/**
	 * The rectangle of the picture that a rectangle of the network's input (centre crop) shows. Both are given by their edges:
	 * 0 is the left or upper edge of the first pixel, as in an ImageJ selection. Not clipped.
	 */
	public Rectangle2D.Double toPicture(final Region region) {
		final double scaleX = (double) pictureWidth / scaledWidth;
		final double scaleY = (double) pictureHeight / scaledHeight;
		return new Rectangle2D.Double((region.x() + cropX()) * scaleX, (region.y() + cropY()) * scaleY, region.width() *
			scaleX, region.height() * scaleY);
	}
}

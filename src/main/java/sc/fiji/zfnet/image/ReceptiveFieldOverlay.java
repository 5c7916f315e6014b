package sc.fiji.zfnet.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import sc.fiji.zfnet.picture.Picture;

/**
 * An overlay of labelled rectangles that shows the receptive fields of units in an image. Successive colours differ as
 * much as possible.
 *
 * <pre>
 * image.setOverlay(new ReceptiveFieldOverlay(picture).add(scaling.toPicture(field), "map 17").overlay());
 * </pre>
 */
public final class ReceptiveFieldOverlay {

	/** The golden ratio's fraction of the colour circle, so that any number of hues are far apart. */
	private static final float HUE_STEP = 0.618034f;

	private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

	private final Picture picture;
	private final Overlay overlay = new Overlay();
	private int fields;

	/**
	 * @param picture the picture in which the rectangles are given; the overlay is for the image that it was taken from
	 */
	public ReceptiveFieldOverlay(final Picture picture) {
		this.picture = picture;
	}

	/**
	 * Adds a rectangle, clipped to the picture; a rectangle outside the picture is ignored.
	 *
	 * @param field rectangle in picture pixels, measured from pixel edges
	 * @param label text drawn above it; may be empty
	 * @return this
	 */
	public ReceptiveFieldOverlay add(final Rectangle2D field, final String label) {
		final Rectangle2D clipped = field.createIntersection(new Rectangle2D.Double(0, 0, picture.width(), picture
			.height()));
		if (clipped.isEmpty()) return this;
		final Roi roi = new Roi(clipped.getX() + picture.originX(), clipped.getY() + picture.originY(), clipped.getWidth(),
			clipped.getHeight());
		final Color colour = Color.getHSBColor(fields * HUE_STEP % 1, 1, fields % 2 == 0 ? 1 : 0.75f);
		roi.setStrokeColor(colour);
		roi.setStrokeWidth(Math.max(1, Math.min(picture.width(), picture.height()) / 200.0));
		roi.setName(label);
		overlay.add(roi);
		if (!label.isEmpty()) overlay.add(text(roi.getBounds(), label, colour));
		fields++;
		return this;
	}

	/** A label above the rectangle, so that it hides nothing inside, or below it if there is no room. */
	private static TextRoi text(final Rectangle field, final String label, final Color colour) {
		final TextRoi text = new TextRoi(field.x, 0, label, FONT);
		final double height = text.getFloatHeight();
		text.setLocation(field.x, field.y >= height ? field.y - height : field.y + field.height);
		text.setFillColor(colour);
		text.setStrokeColor(brightness(colour) > 128 ? Color.BLACK : Color.WHITE);
		text.setName(label);
		return text;
	}

	private static double brightness(final Color colour) {
		return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
	}

	/** The overlay. */
	public Overlay overlay() {
		return overlay;
	}
}

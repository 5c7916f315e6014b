package sc.fiji.zfnet.image;

import java.awt.Color;
import java.awt.geom.Rectangle2D;

import ij.gui.Overlay;
import ij.gui.Roi;

/**
 * Draws where the receptive fields of units lie in an image, as an overlay of rectangles with labels. Colours differ as
 * much as possible from one to the next.
 *
 * <pre>
 * image.setOverlay(new ReceptiveFieldOverlay(picture).add(scaling.toPicture(field), "map 17").overlay());
 * </pre>
 */
public final class ReceptiveFieldOverlay {

	/** The golden ratio's fraction of the colour circle: any number of steps of this size fall far apart. */
	private static final float HUE_STEP = 0.618034f;

	private final Picture picture;
	private final Overlay overlay = new Overlay();

	/**
	 * @param picture the picture that the rectangles are given in; the overlay is for the image that it was taken from
	 */
	public ReceptiveFieldOverlay(final Picture picture) {
		this.picture = picture;
		overlay.drawLabels(true);
		overlay.drawNames(true);
		overlay.drawBackgrounds(true);
		overlay.setLabelColor(Color.WHITE);
	}

	/**
	 * Adds a rectangle, clipped to the picture; one that lies outside is left out.
	 *
	 * @param field rectangle in the picture, by its edges, in its pixels
	 * @param label text drawn in it
	 * @return this
	 */
	public ReceptiveFieldOverlay add(final Rectangle2D field, final String label) {
		final Rectangle2D clipped = field.createIntersection(new Rectangle2D.Double(0, 0, picture.width(), picture
			.height()));
		if (clipped.isEmpty()) return this;
		final Roi roi = new Roi(clipped.getX() + picture.originX(), clipped.getY() + picture.originY(), clipped.getWidth(),
			clipped.getHeight());
		final float hue = overlay.size() * HUE_STEP % 1;
		roi.setStrokeColor(Color.getHSBColor(hue, 1, overlay.size() % 2 == 0 ? 1 : 0.75f));
		roi.setStrokeWidth(Math.max(1, Math.min(picture.width(), picture.height()) / 200.0));
		roi.setName(label);
		overlay.add(roi);
		return this;
	}

	/** The overlay. */
	public Overlay overlay() {
		return overlay;
	}
}
